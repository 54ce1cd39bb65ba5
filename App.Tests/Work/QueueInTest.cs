using CrmLive.Data;
using CrmLive.Live;
using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrmLive.Queue;

/// <summary>Drives the queue by hand in a world that serves nothing.</summary>
internal static class QueueInTest
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static WorkStore Store(this World world) => world.Services.GetRequiredService<WorkStore>();

    /// <summary>Wishes in a unit of work of its own, which commits.</summary>
    public static async Task Wish(this World world, string kind, params IEnumerable<string> keys)
    {
        await using var db = world.Look();
        await db.WishAll(world, kind, keys);
        await db.SaveChangesAsync(Ct);
    }

    public static async Task WishAll(this CrmDb db, World world, string kind, IEnumerable<string> keys)
    {
        foreach (var key in keys)
        {
            db.Wish(new WorkPut { Id = await world.NextId(), Kind = kind, Key = key });
        }
    }

    public static async Task Wish(this World world, Func<long, WorkPut> put, long? tenant = null)
    {
        await using var db = world.Look(tenant);
        db.Wish(put(await world.NextId()));
        await db.SaveChangesAsync(Ct);
    }

    public static ValueTask<long> NextId(this World world) => world.Services.GetRequiredService<IdGenerator>().Next(Ct);

    /// <summary>Takes in what was wished for, and claims what is due of one kind.</summary>
    public static async Task<IReadOnlyList<ClaimedWork>> Claim(this World world, string kind, int most = 100, string node = "one")
    {
        await world.Store().TakeIn(1000, Ct);
        return [.. (await world.Store().Claim(node, [kind], most, DateTimeOffset.MinValue, Ct)).OrderBy(item => item.WasDue).ThenBy(item => item.Id)];
    }

    /// <summary>The clock of the database as this kind sees it: minus lets times come, plus puts them off.</summary>
    public static Task Shift(this World world, string kind, TimeSpan by) => world.Execute($"update work_items set due = due + interval '{by.TotalSeconds} seconds' where kind = '{kind}'");

    public static async Task Execute(this World world, string sql)
    {
        await using var command = ((Data.PostgreSql.PostgreSqlProvider)world.Provider).OwnerSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Ct);
    }

    /// <summary>A node of its own that knows these kinds.</summary>
    public static WorkWorker Node(this World world, string name, params IReadOnlyList<WorkKind> kinds)
    {
        var runner = ActivatorUtilities.CreateInstance<WorkRunner>(world.Services, NullLogger<WorkRunner>.Instance);
        var hands = new WorkHands(world.Store(), runner, kinds, new NodeName(name), TimeProvider.System);
        return ActivatorUtilities.CreateInstance<WorkWorker>(world.Services, hands);
    }

    public static async Task<List<WorkItem>> Alive(this World world, string kind)
    {
        await using var db = world.Services.GetRequiredService<CrmDbFactory>().CreateSystemWide("test");
        return [.. db.WorkItems.Where(item => item.Kind == kind).OrderBy(item => item.Seq)];
    }

    public static async Task<List<DeadWork>> Dead(this World world, string kind) => [.. await world.Store().Dead(0, kind, 100, Ct)];
}

/// <summary>A kind of work that does what a test says, and leaves nothing but its end.</summary>
internal sealed class TestKind(string name, Action<ClaimedWork> act, int batch = 1, bool callsOutside = false) : WorkKind
{
    public override string Name => name;

    public override int BatchSize => batch;

    public override bool CallsOutside => callsOutside;

    public override ICommand<int> Answer(IReadOnlyList<ClaimedWork> items)
    {
        foreach (var item in items)
        {
            act(item);
        }

        return new TellPeople([]);
    }
}
