using System.Text.Json;
using CrmLive.Data;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Live;

/// <summary>The queue as its nodes see it, across tenants. Each step is one statement or one short transaction; what is not held any more is left alone.</summary>
public sealed class WorkStore(CrmDbFactory databases, DatabaseProvider provider)
{
    private const string Worker = "work";

    /// <summary>How long a node has an item without saying that it still does.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    private WorkSql Sql => provider.Queue;

    /// <summary>Takes in wishes that were committed, in their order. Returns how many became or changed an item.</summary>
    public async Task<int> TakeIn(int most, CancellationToken ct)
    {
        await using var db = databases.CreateSystemWide(Worker);
        return await db.WorkPuts.AnyAsync(ct) ? await db.Database.ExecuteSqlRawAsync(Sql.TakeIn, [most], ct) : 0;
    }

    /// <param name="since">Nothing is due before it that this node could have.</param>
    public async Task<IReadOnlyList<ClaimedWork>> Claim(string node, IEnumerable<string> kinds, int most, DateTimeOffset since, CancellationToken ct)
    {
        await using var db = databases.CreateSystemWide(Worker);
        return await db.Database.SqlQueryRaw<ClaimedWork>(Sql.Claim, most, node, (int)Lease.TotalMilliseconds, JsonSerializer.Serialize(kinds), since).ToListAsync(ct);
    }

    /// <summary>Returns those that are held still.</summary>
    public async Task<IReadOnlySet<HeldWork>> Renew(IEnumerable<ClaimedWork> items, CancellationToken ct)
    {
        await using var db = databases.CreateSystemWide(Worker);
        return (await db.Database.SqlQueryRaw<HeldWork>(Sql.Renew, Names(items), (int)Lease.TotalMilliseconds).ToListAsync(ct)).ToHashSet();
    }

    /// <summary>Finishes in a transaction of its own; false when the lease of any was lost, and then none is finished.</summary>
    public Task<bool> Finish(IReadOnlyList<ClaimedWork> items, CancellationToken ct) => End(db => Finish(db, items, ct), ct);

    /// <summary>Finishes in the transaction that is open, which is to be rolled back when this is false.</summary>
    public async Task<bool> Finish(CrmDb db, IReadOnlyList<ClaimedWork> items, CancellationToken ct) =>
        await LetGo(db, items, await db.Database.ExecuteSqlRawAsync(Sql.Finish, [Names(items)], ct), ct);

    /// <summary>Gives an item up for good, until somebody sends it again.</summary>
    public Task<bool> Bury(ClaimedWork item, FailureClass failure, string error, CancellationToken ct) => End(
        async db => await LetGo(db, [item], await db.Database.ExecuteSqlRawAsync(Sql.Bury, [Names([item]), (short)failure, error], ct), ct), ct);

    public async Task<bool> Fail(ClaimedWork item, FailureClass failure, string error, TimeSpan pause, CancellationToken ct)
    {
        await using var db = databases.CreateSystemWide(Worker);
        return await db.Database.ExecuteSqlRawAsync(Sql.Fail, [Names([item]), (long)pause.TotalMilliseconds, (short)failure, error], ct) == 1;
    }

    /// <summary>For items that were not begun: the attempt does not count.</summary>
    public async Task GiveBack(IReadOnlyList<ClaimedWork> items, CancellationToken ct)
    {
        await using var db = databases.CreateSystemWide(Worker);
        await db.Database.ExecuteSqlRawAsync(Sql.GiveBack, [Names(items)], ct);
    }

    /// <summary>Housekeeping, now and then.</summary>
    public async Task Tidy(CancellationToken ct)
    {
        await using var db = databases.CreateSystemWide(Worker);
        await db.Database.ExecuteSqlRawAsync(Sql.Tidy, ct);
    }

    /// <param name="tenant">0 for all.</param>
    public async Task<IReadOnlyList<WorkLag>> Lag(long tenant, CancellationToken ct)
    {
        await using var db = databases.CreateSystemWide(Worker);
        return await db.Database.SqlQueryRaw<WorkLag>(Sql.Lag, tenant).ToListAsync(ct);
    }

    /// <summary>What was given up, newest first.</summary>
    /// <param name="tenant">0 for all.</param>
    public async Task<IReadOnlyList<DeadWork>> Dead(long tenant, string? kind, int most, CancellationToken ct)
    {
        await using var db = databases.CreateSystemWide(Worker);
        return await db.DeadWork.AsNoTracking().Where(dead => (tenant == 0 || dead.TenantId == tenant) && (kind == null || dead.Kind == kind))
            .OrderByDescending(dead => dead.At).ThenBy(dead => dead.Id).Take(most).ToListAsync(ct);
    }

    /// <param name="kind"><see cref="WorkPause.AllKinds"/> for all.</param>
    /// <param name="tenant"><see cref="WorkPause.AllTenants"/> for all.</param>
    public async Task Pause(string kind, long tenant, CancellationToken ct)
    {
        await using var db = databases.CreateSystemWide(Worker);
        await db.Database.ExecuteSqlRawAsync(Sql.PauseAll, [kind, tenant], ct);
    }

    /// <summary>False where it was not paused.</summary>
    public async Task<bool> Resume(string kind, long tenant, CancellationToken ct)
    {
        await using var db = databases.CreateSystemWide(Worker);
        return await db.Database.ExecuteSqlRawAsync(Sql.ResumeAll, [kind, tenant], ct) > 0;
    }

    private static string Names(IEnumerable<ClaimedWork> items) => JsonSerializer.Serialize(items.Select(item => new { t = item.TenantId, id = item.Id, token = item.Token }));

    private async Task<bool> End(Func<CrmDb, Task<bool>> end, CancellationToken ct)
    {
        await using var db = databases.CreateSystemWide(Worker);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var isHeld = await end(db);
        if (isHeld)
        {
            await transaction.CommitAsync(ct);
        }

        return isHeld;
    }

    private async Task<bool> LetGo(CrmDb db, IReadOnlyList<ClaimedWork> items, int ended, CancellationToken ct)
    {
        if (ended != items.Count)
        {
            return false;
        }

        var ordered = items.Where(item => item.OrderKey is not null).Select(item => new { t = item.TenantId, o = item.OrderKey }).Distinct().ToList();
        if (ordered.Count > 0)
        {
            await db.Database.ExecuteSqlRawAsync(Sql.Next, [JsonSerializer.Serialize(ordered)], ct);
        }

        return true;
    }
}
