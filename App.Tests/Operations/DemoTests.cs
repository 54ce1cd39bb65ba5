using System.Globalization;
using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Operations.Demo;
using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CrmLive.Operations;

public sealed class DemoTests(TestServer server)
{
    // Of each of these two runs say the same; the rest names processes and traces.
    private const string Tables = """
        select c.relname::text from pg_class c
        where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
          and c.relname not in ('events', 'audit_entries', 'audit_seals', 'idempotency_records', 'schema_migrations', 'schema_scripts', 'consumer_positions', 'checkpoint_files')
        order by 1
        """;

    private static readonly GlobexSize Small = new(80, 120, 150);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_moment_gives_the_same_bytes()
    {
        var first = await Dump(_ => { });
        var second = await Dump(_ => { });

        first["deals"].ShouldNotBe(first["contacts"]);
        second.ShouldBe(first);
    }

    [Fact]
    public async Task A_load_that_was_cut_off_goes_on_where_it_stopped()
    {
        var address = await server.CreateEmptyDatabase();
        await using (var cut = await Program(address))
        {
            var demo = Demo(cut);
            await Should.ThrowAsync<IOException>(() => Load(demo, line => _ = line.Contains("Globex", StringComparison.Ordinal) ? throw new IOException("Killed.") : line));
        }

        await using (var again = await Program(address))
        {
            await Load(Demo(again), _ => { });
            await Load(Demo(again), _ => throw new InvalidOperationException("Nothing is left to do."));
            var acme = await again.App.Services.GetRequiredService<TenantDirectory>().Find("acme", Ct);
            await using var db = again.App.Services.GetRequiredService<CrmDbFactory>().Create(Work.Of(acme!.Id, "test"));
            (await db.Users.CountAsync(Ct)).ShouldBe(7);
        }

        await server.DropDatabase(address);
    }

    [Fact]
    public void Globex_has_as_many_open_deals_as_promised_and_a_past_without_gaps()
    {
        var now = FrozenClock.FixtureNow;
        var dice = new Dice(1);
        var deals = new GlobexDeals(dice, new GlobexCustomers(dice, GlobexSize.Full), now, GlobexSize.Full.OpenDeals).All();

        deals.Count(deal => deal.Steps[^1].Stage is not ("Won" or "Lost")).ShouldBe(5000);
        deals.Count.ShouldBeInRange(11_000, 15_000);
        deals.All(deal => deal.Steps.Zip(deal.Steps.Skip(1)).All(pair => pair.First.At <= pair.Second.At) && deal.Steps[^1].At < now).ShouldBeTrue();
        deals.Select(deal => (deal.Steps[0].At.Year, deal.Steps[0].At.Month)).Distinct().Count().ShouldBeGreaterThanOrEqualTo(24);
        var closed = deals.Where(deal => deal.Steps[^1].Stage is "Won" or "Lost").ToList();
        (100 * closed.Count(deal => deal.Steps[^1].Stage == "Won") / closed.Count).ShouldBeInRange(20, 50);
    }

    private static async Task Load(DemoTenants demo, Action<string> say)
    {
        await demo.LoadAcme(Ct);
        await demo.LoadGlobex(say, Ct);
    }

    private static DemoTenants Demo(WorldProgram program) => new(
        program.App.Services.GetRequiredService<TenantDirectory>(),
        program.App.Services.GetRequiredService<CastLoader>(),
        program.App.Services.GetRequiredService<Dispatcher>())
    { Size = Small };

    private static async Task<WorldProgram> Program(string address)
    {
        var program = new WorldProgram(address, new FrozenClock(FrozenClock.FixtureNow));
        await program.App.Services.GetRequiredService<Migrator>().Run(Ct);
        return program;
    }

    private async Task<Dictionary<string, string>> Dump(Action<string> say)
    {
        var address = await server.CreateEmptyDatabase();
        await using (var program = await Program(address))
        {
            await Load(Demo(program), say);
        }

        var sums = new Dictionary<string, string>();
        await using (var source = NpgsqlDataSource.Create(address))
        {
            foreach (var table in await Read(source, Tables))
            {
                sums[table] = (await Read(source, $"select count(*) || ' ' || coalesce(md5(string_agg(row, '|' order by row)), '') from (select t::text as row from {table} t) t"))[0];
            }

            sums["events"] = (await Read(source, "select md5(string_agg(concat_ws(',', id, type, subject_id, subject_version, payload, at), '|' order by id)) from events"))[0];
        }

        await server.DropDatabase(address);
        return sums;
    }

    private static async Task<List<string>> Read(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(Ct);
        var rows = new List<string>();
        while (await reader.ReadAsync(Ct))
        {
            rows.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        }

        return rows;
    }
}
