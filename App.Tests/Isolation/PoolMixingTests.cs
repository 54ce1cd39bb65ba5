using CrmLive.Data;
using CrmLive.Data.PostgreSql;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CrmLive.Isolation;

/// <summary>
/// Many tenants share few connections that remember whom they served last, while commands are cancelled, time out and lose their server
/// process. Whatever happens, nobody ever sees a row of another tenant, and who is not disturbed sees exactly their own.
/// </summary>
public sealed class PoolMixingTests(TestServer server) : IAsyncLifetime
{
    private const int Tenants = 50;
    private const int Tasks = 64;
    private const int Operations = 40_000;
    private const int OperationsPerKill = 1_000;
    private const int Timeouts = 12;

    private string _address = "";
    private PostgreSqlProvider _provider = null!;
    private int _wrong;
    private int _right;
    private int _disturbed;
    private int _broken;
    private int _killed;

    public async ValueTask InitializeAsync()
    {
        _address = await server.CreateDatabase();
        _provider = new PostgreSqlProvider(new DatabaseOptions(new NpgsqlConnectionStringBuilder(_address) { MaxPoolSize = 20, Timeout = 60 }.ConnectionString));
        await using var command = _provider.OwnerSource.CreateCommand($"""
            insert into teams (tenant_id, id, name, folded_name, version, changed_at)
            select tenant, row, 'Team ' || row, 'team ' || row, 1, now()
            from generate_series(1001, {1000 + Tenants}) tenant, generate_series(1, 100) row
            where row <= 2 + tenant % 7
            """);
        await command.ExecuteNonQueryAsync();
    }

    [Fact]
    public async Task Never_shows_a_row_of_another_tenant()
    {
        await Task.WhenAll(Enumerable.Range(0, Tasks).Select(task => Task.Run(() => Work(new Random(task), Operations / Tasks))));

        _wrong.ShouldBe(0);
        (_right + _broken).ShouldBe(Operations / Tasks * Tasks);
        _right.ShouldBeGreaterThan(Operations * 9 / 10);
        _disturbed.ShouldBeGreaterThan(Operations / 100);
        _killed.ShouldBeGreaterThan(Operations / OperationsPerKill / 2);
        TestContext.Current.SendDiagnosticMessage($"{_right} right, {_broken} broken off, {_disturbed} disturbed before, {_killed} backends killed, {_wrong} wrong");
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        await server.DropDatabase(_address);
    }

    private async Task Work(Random random, int operations)
    {
        for (var i = 0; i < operations; i++)
        {
            if (random.Next(OperationsPerKill) == 0)
            {
                await Kill(random);
            }

            var tenant = 1001 + random.Next(Tenants);
            try
            {
                var seen = await Operate(tenant, random, isFirst: i == 0);
                var isRight = seen.Count == Rows(tenant) && seen.TrueForAll(owner => owner == tenant);
                Interlocked.Increment(ref isRight ? ref _right : ref _wrong);
            }
            catch (Exception e) when (IsDisturbance(e))
            {
                Interlocked.Increment(ref _broken);
            }
        }
    }

    // Each returns the raw tenant of every row that the database gave out.
    private async Task<List<long>> Operate(long tenant, Random random, bool isFirst)
    {
        await using var db = _provider.CreateContext(Data.Work.Of(tenant, "test"), isSystemWide: false);
        var rows = db.Teams.IgnoreQueryFilters().AsNoTracking().Select(team => team.TenantId);
        return random.Next(40) switch
        {
            _ when isFirst && random.Next(Tasks) < Timeouts => await TimeOut(db),
            0 => await Transact(db, rows, isCommitted: random.Next(2) == 0),
            1 => await ReadAfter(db, rows, ct => Fail(db, ct), CancellationToken.None),
            2 => await Update(db, tenant),
            3 or 4 => await Cancel(random, ct => ReadAfter(db, rows, again => rows.ToListAsync(again), ct)),
            5 => await Cancel(random, ct => rows.ToListAsync(ct)),
            _ => await rows.ToListAsync(),
        };
    }

    private static async Task<List<long>> TimeOut(CrmDb db)
    {
        db.Database.SetCommandTimeout(1);
        return await db.Database.SqlQuery<long>($"""select tenant_id as "Value" from teams, pg_sleep(2)""").ToListAsync();
    }

    private static async Task<List<long>> Transact(CrmDb db, IQueryable<long> rows, bool isCommitted)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        var seen = await rows.ToListAsync();
        if (isCommitted)
        {
            await transaction.CommitAsync();
        }

        return seen;
    }

    private static async Task<List<long>> Update(CrmDb db, long tenant)
    {
        var changed = await db.Teams.IgnoreQueryFilters().ExecuteUpdateAsync(set => set.SetProperty(team => team.Region, team => team.Region));
        return [.. Enumerable.Repeat(tenant, changed)];
    }

    private static async Task<List<long>> Cancel(Random random, Func<CancellationToken, Task<List<long>>> operation)
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromMicroseconds(random.Next(3000)));
        return await operation(cancel.Token);
    }

    // On the very connection on which something has just gone wrong.
    private async Task<List<long>> ReadAfter(CrmDb db, IQueryable<long> rows, Func<CancellationToken, Task> disturbance, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(CancellationToken.None);
        try
        {
            await disturbance(ct);
        }
        catch (Exception e) when (IsDisturbance(e))
        {
            Interlocked.Increment(ref _disturbed);
        }

        return await rows.ToListAsync(CancellationToken.None);
    }

    // Fails at the second row: the tenant has been set by then, and the first row given out.
    private static Task Fail(CrmDb db, CancellationToken ct) =>
        db.Database.SqlQuery<int>($"""select 1 / (id - 2)::int as "Value" from teams order by id""").ToListAsync(ct);

    private static bool IsDisturbance(Exception e) =>
        e is OperationCanceledException or NpgsqlException or InvalidOperationException { InnerException: NpgsqlException };

    private static int Rows(long tenant) => 2 + (int)(tenant % 7);

    private async Task Kill(Random random)
    {
        await using var command = _provider.OwnerSource.CreateCommand("""
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() order by pid offset $1 limit 1
            """);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = random.Next(20) });
        try
        {
            if (await command.ExecuteScalarAsync() is true)
            {
                Interlocked.Increment(ref _killed);
            }
        }
        catch (NpgsqlException)
        {
            // It met one of the owner's own connections.
        }
    }
}
