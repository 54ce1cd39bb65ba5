using CrmLive.Data;
using CrmLive.Operations.Audit;
using CrmLive.Pipeline;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Audit;

/// <summary>A table of what can be done to the audit, by whoever owns the database or its files but not all of them: every row of it is found.</summary>
public sealed class AuditForgeryTests(World world) : IClassFixture<World>, IAsyncLifetime
{
    private const int Batches = 4;

    private readonly string _second = Directory.CreateTempSubdirectory("crm-second-").FullName;
    private readonly Dictionary<string, byte[]> _files = [];
    private long _links;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Home => Path.Combine(world.Services.GetRequiredService<Operations.Home>().Folder, "audit", FileName);

    private string Second => Path.Combine(_second, FileName);

    private string FileName => $"{new RecordId(RecordKind.Tenant, world.Acme)}.jsonl";

    public async ValueTask InitializeAsync()
    {
        for (var batch = 0; batch < Batches; batch++)
        {
            for (var i = 0; i < 5; i++)
            {
                await world.As(world.Mia, new AddDeal(world.Proposal, new DealFields($"Deal {batch}.{i}", i)));
            }

            await SealAll();
        }

        _links = await Ask("select count(*) as \"Value\" from audit_seals where tenant_id = {0}");
        foreach (var table in Tables)
        {
            await Run($"drop table if exists kept_{table}; create table kept_{table} as select * from {table}");
        }

        _files[Home] = await File.ReadAllBytesAsync(Home, Ct);
        _files[Second] = await File.ReadAllBytesAsync(Second, Ct);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_second, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Every_forgery_is_found_and_what_is_put_back_is_whole_again()
    {
        (await Verify()).Fault.ShouldBeNull();
        var (forgeries, missed) = (Forgeries().ToList(), new List<string>());
        foreach (var forgery in forgeries)
        {
            await forgery.Do();
            if ((await Verify()).IsWhole)
            {
                missed.Add(forgery.Words);
            }

            await PutBack();
        }

        missed.ShouldBeEmpty();
        forgeries.Count.ShouldBeGreaterThanOrEqualTo(45);
        (await Verify()).Fault.ShouldBeNull();
    }

    [Fact]
    public async Task A_second_folder_that_is_new_is_no_alarm_and_is_kept_from_then_on()
    {
        var third = Path.Combine(_second, "third");
        await world.As(world.Mia, new AddDeal(world.Proposal, new DealFields("Sealed into a new folder", 1m)));
        await SealAll(third);

        (await Verify(third)).Fault.ShouldBeNull();
        File.Delete(Path.Combine(third, FileName));
        (await Verify(third)).Fault!.Kind.ShouldBe(AuditFaults.CheckpointFile);
        await PutBack();
    }

    [Fact]
    public async Task A_file_that_is_gone_is_not_begun_anew()
    {
        File.Delete(Home);
        await world.As(world.Mia, new AddDeal(world.Proposal, new DealFields("Sealed without a file", 1m)));
        await SealAll();

        File.Exists(Home).ShouldBeFalse();
        (await Checkpoints().Alarms(Ct)).ShouldHaveSingleItem().ShouldContain("is gone");
        await PutBack();
    }

    private static string[] Tables => ["audit_entries", "audit_seals", "consumer_positions", "checkpoint_files"];

    private IEnumerable<Forgery> Forgeries()
    {
        foreach (var (name, at) in ((string, long)[])[("first", 1), ("middle", _links / 2), ("last", _links)])
        {
            var (link, entry) = ($"tenant_id = {world.Acme} and position = {at}", $"(tenant_id, id) in (select tenant_id, entry_id from audit_seals where tenant_id = {world.Acme} and position = {at})");
            yield return Sql($"{name} entry edited", $"update audit_entries set reason = 'nothing to see' where {entry}");
            yield return Sql($"{name} entry of another time", $"update audit_entries set at = at - interval '1 day' where {entry}");
            yield return Sql($"{name} entry deleted", $"delete from audit_entries where {entry}");
            yield return Sql($"{name} entry deleted with its link", Cut($"position = {at}"));
            yield return Sql($"{name} link deleted", $"delete from audit_seals where {link}");
            yield return Sql($"{name} link of another hash", $"update audit_seals set hash = reverse(hash) where {link}");
            yield return Sql($"{name} link of another time", $"update audit_seals set sealed_at = sealed_at + interval '1 second' where {link}");
            yield return Sql($"entry slipped in at the {name}", Slip("commit_mark", entry));
            yield return new Forgery($"hashed anew from the {name} entry", () => Rehash($"update audit_entries set reason = 'nothing to see' where {entry}"));
        }

        yield return Sql("two links swapped", Swap("position", 2, 5));
        yield return Sql("two links point at each other's entries", $"update audit_seals a set entry_id = -b.entry_id from audit_seals b where a.tenant_id = {world.Acme} and b.tenant_id = a.tenant_id and (a.position, b.position) in ((2, 5), (5, 2)); update audit_seals set entry_id = -entry_id where entry_id < 0");
        yield return new Forgery("order changed and hashed anew", () => Rehash(Swap("position", 2, 5)));
        yield return Sql("entry slipped in with a far mark", Slip("9000000000000000000", First));
        yield return Sql("entry slipped in before all others", Slip("1", First));
        yield return Sql("the sealer sent past what comes", "update consumer_positions set commit_mark = 9000000000000000000 where name = 'audit-seals'; " + Slip("commit_mark", First));
        yield return Sql("end cut by one within a second of its seal", Cut($"position = {_links}"));
        yield return Sql("end cut by fewer entries than make a checkpoint", Cut($"position > {_links - 3}"));
        yield return Sql("half cut off", Cut($"position > {_links / 2}"));
        yield return Sql("end of the links cut off", $"delete from audit_seals where tenant_id = {world.Acme} and position > {_links - 2}");
        yield return Sql("all links deleted", $"delete from audit_seals where tenant_id = {world.Acme}");
        yield return Sql("all entries deleted", $"delete from audit_entries where tenant_id = {world.Acme}");
        yield return Sql("all deleted", "truncate audit_entries, audit_seals");
        yield return new Forgery("end cut off and grown again", CutAndGrow);
        yield return new Forgery("all hashed anew", () => Rehash($"update audit_entries set actor_name = 'Nobody' where tenant_id = {world.Acme}"));
        foreach (var file in (string[])[Home, Second])
        {
            var name = file == Home ? "file" : "second file";
            yield return Change($"{name} deleted", () => File.Delete(file));
            yield return Change($"{name} emptied", () => File.WriteAllText(file, ""));
            yield return Change($"{name} without its last line", () => File.WriteAllLines(file, File.ReadAllLines(file)[..^1]));
            yield return Change($"{name} without its first line", () => File.WriteAllLines(file, File.ReadAllLines(file)[1..]));
            yield return Change($"{name} with another hash", () => File.WriteAllText(file, File.ReadAllText(file).Replace("\"hash\":\"", "\"hash\":\"0", StringComparison.Ordinal)));
            yield return Change($"{name} with its lines turned round", () => File.WriteAllLines(file, File.ReadAllLines(file).Reverse()));
            yield return Change($"{name} with a line that is none", () => File.AppendAllText(file, "nothing\n"));
            yield return new Forgery($"end cut off, and the {name} with it", async () =>
            {
                await Run(Cut($"position = {_links}"));
                await File.WriteAllLinesAsync(file, File.ReadAllLines(file)[..^1], Ct);
            });
        }

        yield return Change("both files deleted", () =>
        {
            File.Delete(Home);
            File.Delete(Second);
        });
    }

    private string First => $"(tenant_id, id) in (select tenant_id, entry_id from audit_seals where tenant_id = {world.Acme} and position = 1)";

    private Forgery Sql(string words, string sql) => new(words, () => Run(sql));

    private static Forgery Change(string words, Action act) => new(words, () =>
    {
        act();
        return Task.CompletedTask;
    });

    private string Cut(string which) =>
        $"with gone as (delete from audit_seals where tenant_id = {world.Acme} and {which} returning tenant_id, entry_id) delete from audit_entries e using gone where (e.tenant_id, e.id) = (gone.tenant_id, gone.entry_id)";

    private static string Slip(string mark, string from) =>
        $"insert into audit_entries select tenant_id, -id, at, actor_id, 'Somebody else', action, permission, subject_kind, subject_id, channel, address, reason, outcome, causation_id, trace_id, changes, {mark} from audit_entries where {from}";

    private string Swap(string column, long one, long other) =>
        $"update audit_seals set {column} = -1 where tenant_id = {world.Acme} and position = {one}; update audit_seals set {column} = {one} where tenant_id = {world.Acme} and position = {other}; update audit_seals set {column} = {other} where tenant_id = {world.Acme} and position = -1";

    private async Task CutAndGrow()
    {
        await Run(Cut($"position > {_links - 3}"));
        for (var i = 0; i < 5; i++)
        {
            await world.As(world.Mia, new AddDeal(world.Proposal, new DealFields($"Grown {i}", i)));
        }

        await SealAll();
    }

    // What a forger would do who knows how the chain is made.
    private async Task Rehash(string sql)
    {
        await Run(sql);
        await using var db = world.Services.GetRequiredService<DatabaseProvider>().CreateOwner();
        var links = await db.AuditSeals.AsNoTracking().Where(link => link.TenantId == world.Acme).OrderBy(link => link.Position).ToListAsync(Ct);
        var entries = await db.AuditEntries.AsNoTracking().Where(entry => entry.TenantId == world.Acme).ToDictionaryAsync(entry => entry.Id, Ct);
        var (hash, forged) = (AuditChain.Root, new List<string>());
        foreach (var link in links)
        {
            hash = AuditChain.Link(hash, link.Position, link.SealedAt, entries[link.EntryId]);
            forged.Add($"update audit_seals set hash = '{hash}' where tenant_id = {world.Acme} and position = {link.Position}");
        }

        await Run(string.Join("; ", forged));
    }

    private async Task PutBack()
    {
        await Run(string.Join("; ", Tables.Select(table => $"delete from {table}; insert into {table} select * from kept_{table}")));
        foreach (var (file, bytes) in _files)
        {
            await File.WriteAllBytesAsync(file, bytes, Ct);
        }
    }

    private CheckpointLog Checkpoints(string? second = null) => ActivatorUtilities.CreateInstance<CheckpointLog>(
        world.Services, new ConfigurationBuilder().AddInMemoryCollection([new("Audit:CheckpointFolder", second ?? _second)]).Build());

    private AuditSealer Sealer(CheckpointLog checkpoints) => ActivatorUtilities.CreateInstance<AuditSealer>(world.Services, checkpoints);

    private Task<AuditVerdict> Verify(string? second = null)
    {
        var checkpoints = Checkpoints(second);
        return ActivatorUtilities.CreateInstance<AuditVerifier>(world.Services, checkpoints, Sealer(checkpoints)).Verify(world.Acme, Ct);
    }

    private async Task SealAll(string? second = null)
    {
        var sealer = Sealer(Checkpoints(second));
        await TestPatience.Until(
            async () =>
            {
                await sealer.Seal(Ct);
                return await Ask("select count(*) as \"Value\" from audit_entries e where e.tenant_id = {0} and not exists (select from audit_seals s where s.tenant_id = e.tenant_id and s.entry_id = e.id)") == 0;
            },
            "all entries to be sealed");
    }

    private async Task<long> Ask(string sql)
    {
        await using var db = world.Services.GetRequiredService<DatabaseProvider>().CreateOwner();
        return await db.Database.SqlQueryRaw<long>(sql, world.Acme).SingleAsync(Ct);
    }

    private async Task Run(string sql)
    {
        await using var db = world.Services.GetRequiredService<DatabaseProvider>().CreateOwner();
        await db.Database.ExecuteSqlRawAsync(sql, Ct);
    }

    private sealed record Forgery(string Words, Func<Task> Do);
}
