using System.Globalization;
using CrmLive.Data;
using CrmLive.Operations.Audit;
using CrmLive.Pipeline;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Audit;

/// <summary>Somebody who owns the database, superuser and all, changes the record of what was done.</summary>
public sealed class AuditTamperingTests(World world) : IClassFixture<World>, IAsyncLifetime
{
    private const int Ways = 100;

    // Every column that an entry has; text takes any other text, numbers any other number.
    private static readonly string[] Columns =
    [
        "at = at + interval '1 microsecond'", "actor_id = coalesce(actor_id, 0) + 1", "actor_name = actor_name || '.'", "action = 'x' || action",
        "permission = coalesce(permission, '') || 'x'", "subject_kind = coalesce(subject_kind, '') || 'x'", "subject_id = coalesce(subject_id, 0) + 1",
        "channel = 'cli2'", "address = coalesce(address, '') || '1'", "reason = coalesce(reason, '') || ' '", "outcome = 'odd'",
        "causation_id = coalesce(causation_id, 0) + 1", "trace_id = translate(trace_id, '0123456789abcdef', '123456789abcdef0')", "changes = changes || ' '", "id = -id", "tenant_id = -tenant_id",
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private AuditVerifier Verifier => world.Services.GetRequiredService<AuditVerifier>();

    public async ValueTask InitializeAsync()
    {
        for (var i = 0; i < 30; i++)
        {
            await world.As(world.Mia, new AddDeal(world.Proposal, new DealFields($"Deal {i}", i)));
        }

        await SealAll();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_untouched_chain_is_whole_in_every_tenant()
    {
        foreach (var tenant in await Verifier.Tenants(Ct))
        {
            var verdict = await Verifier.Verify(tenant, Ct);

            verdict.Fault.ShouldBeNull();
            verdict.IsWhole.ShouldBeTrue();
        }
    }

    [Fact]
    public async Task What_is_done_later_extends_the_chain_and_no_checkpoint_complains()
    {
        await world.As(world.Mia, new AddDeal(world.Proposal, new DealFields("One more", 1m)));
        await SealAll();

        var verdict = await Verifier.Verify(world.Acme, Ct);

        verdict.Fault.ShouldBeNull();
        verdict.Sealed.ShouldBe(await Count("audit_entries"));
        verdict.Checkpoints.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_hundred_random_ways_of_tampering_are_all_found()
    {
        await Run("create table kept_entries as select * from audit_entries; create table kept_seals as select * from audit_seals;");
        var random = new System.Random(20260302);
        var missed = new List<string>();
        for (var way = 0; way < Ways; way++)
        {
            var (words, sql) = Tampering(way, random, await Count("kept_seals"));
            await Run(sql);
            if ((await Verifier.Verify(world.Acme, Ct)).IsWhole)
            {
                missed.Add(words);
            }

            await Run("""
                delete from audit_seals; delete from audit_entries;
                insert into audit_entries select * from kept_entries; insert into audit_seals select * from kept_seals;
                """);
        }

        missed.ShouldBeEmpty();
        (await Verifier.Verify(world.Acme, Ct)).Fault.ShouldBeNull();
    }

    [Fact]
    public async Task A_chain_forged_with_all_its_hashes_differs_from_the_checkpoint()
    {
        await Run("create table before_entries as select * from audit_entries; create table before_seals as select * from audit_seals;");
        await Run($"update audit_entries set reason = 'nothing to see' where (tenant_id, id) in (select tenant_id, entry_id from audit_seals where tenant_id = {world.Acme} and position = 2)");
        await Rehash();

        var verdict = await Verifier.Verify(world.Acme, Ct);

        await Run("""
            delete from audit_seals; delete from audit_entries;
            insert into audit_entries select * from before_entries; insert into audit_seals select * from before_seals;
            """);
        verdict.Fault!.Kind.ShouldBe(AuditFaults.Rewritten);
    }

    private (string Words, string Sql) Tampering(int way, System.Random random, long links)
    {
        var at = random.NextInt64(1, links + 1).ToString(CultureInfo.InvariantCulture);
        var other = random.NextInt64(1, links).ToString(CultureInfo.InvariantCulture);
        var tail = random.NextInt64(1, links / 2).ToString(CultureInfo.InvariantCulture);
        var acme = world.Acme.ToString(CultureInfo.InvariantCulture);
        var entry = $"(tenant_id, id) in (select tenant_id, entry_id from audit_seals where tenant_id = {acme} and position = {at})";
        var link = $"tenant_id = {acme} and position = {at}";
        var (words, sql) = (way % 12) switch
        {
            0 or 1 or 2 or 3 => (Columns[random.Next(Columns.Length)], $"update audit_entries set {{0}} where {entry}"),
            4 => ("delete an entry", $"delete from audit_entries where {entry}"),
            5 => ("delete an entry with its link", $"with gone as (delete from audit_seals where {link} returning tenant_id, entry_id) delete from audit_entries e using gone where (e.tenant_id, e.id) = (gone.tenant_id, gone.entry_id)"),
            6 => ("delete a link", $"delete from audit_seals where {link}"),
            7 => ("swap two links", Swap(acme, at, other == at ? links.ToString(CultureInfo.InvariantCulture) : other)),
            8 => ("cut off the tail of both", $"with gone as (delete from audit_seals where tenant_id = {acme} and position > {links} - {tail} returning tenant_id, entry_id) delete from audit_entries e using gone where (e.tenant_id, e.id) = (gone.tenant_id, gone.entry_id)"),
            9 => ("cut off the tail of the links", $"delete from audit_seals where tenant_id = {acme} and position > {links} - {tail}"),
            10 => ("slip an entry into the past", $"insert into audit_entries select tenant_id, -id, at, actor_id, 'Somebody else', action, permission, subject_kind, subject_id, channel, address, reason, outcome, causation_id, trace_id, changes, commit_mark from audit_entries where {entry}"),
            _ => ("edit a link", $"update audit_seals set {(random.Next(3) switch { 0 => "hash = reverse(hash)", 1 => "sealed_at = sealed_at + interval '1 second'", _ => "position = -position" })} where {link}"),
        };
        return sql.Contains("{0}", StringComparison.Ordinal) ? (words, sql.Replace("{0}", words, StringComparison.Ordinal)) : (words + " at " + at, sql);
    }

    private static string Swap(string tenant, string one, string other) =>
        $"""
        update audit_seals set position = -1 where tenant_id = {tenant} and position = {one};
        update audit_seals set position = {one} where tenant_id = {tenant} and position = {other};
        update audit_seals set position = {other} where tenant_id = {tenant} and position = -1;
        """;

    // What a forger would do who knows how the chain is made.
    private async Task Rehash()
    {
        await using var db = world.Services.GetRequiredService<DatabaseProvider>().CreateOwner();
        var links = await db.AuditSeals.AsNoTracking().Where(link => link.TenantId == world.Acme).OrderBy(link => link.Position).ToListAsync(Ct);
        var entries = await db.AuditEntries.AsNoTracking().Where(entry => entry.TenantId == world.Acme).ToDictionaryAsync(entry => entry.Id, Ct);
        var hash = AuditChain.Root;
        foreach (var link in links)
        {
            hash = AuditChain.Link(hash, link.Position, link.SealedAt, entries[link.EntryId]);
            await Run($"update audit_seals set hash = '{hash}' where tenant_id = {world.Acme} and position = {link.Position}");
        }
    }

    private async Task SealAll()
    {
        var sealer = world.Services.GetRequiredService<AuditSealer>();
        await TestPatience.Until(
            async () =>
            {
                await sealer.Seal(Ct);
                return await Count("audit_entries") <= await Count("audit_seals");
            },
            "all entries to be sealed");
    }

    private async Task<long> Count(string table)
    {
        await using var db = world.Services.GetRequiredService<DatabaseProvider>().CreateOwner();
        var sql = string.Create(CultureInfo.InvariantCulture, $"select count(*) as \"Value\" from {table} where tenant_id = {world.Acme}");
        return await db.Database.SqlQueryRaw<long>(sql).SingleAsync(Ct);
    }

    private async Task Run(string sql)
    {
        await using var db = world.Services.GetRequiredService<DatabaseProvider>().CreateOwner();
        await db.Database.ExecuteSqlRawAsync(sql, Ct);
    }
}
