using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;

namespace CrmLive.Data.PostgreSql;

/// <summary>PostgreSQL 13 and later. Three roles: <c>crm_app</c> behind the tenant policies, <c>crm_system</c> across tenants, and the owner of the schema.</summary>
public sealed class PostgreSqlProvider : DatabaseProvider
{
    private const long SchemaLock = 0x43524D4C;
    private const int MostPooled = 256;

    private readonly TenantSession _session;
    private readonly NpgsqlDataSource _app;
    private readonly NpgsqlDataSource _system;
    private readonly NpgsqlDataSource _owner;
    private readonly Lazy<DbContextOptions<PostgreSqlCrmDb>> _options;
    private readonly Lazy<PooledDbContextFactory<PostgreSqlCrmDb>> _pool;

    /// <summary>App and system work in the roles that the schema scripts made, whatever the login.</summary>
    /// <exception cref="Operations.StartRefused">A connection string cannot be read.</exception>
    public PostgreSqlProvider(DatabaseOptions options)
    {
        _session = new TenantSession(this);
        _app = Source(options.App ?? options.Owner, PostgreSqlRoles.App);
        _system = Source(options.System ?? options.Owner, PostgreSqlRoles.System);
        _owner = Source(options.Owner, role: null);
        _options = new Lazy<DbContextOptions<PostgreSqlCrmDb>>(Options);
        _pool = new Lazy<PooledDbContextFactory<PostgreSqlCrmDb>>(() => new PooledDbContextFactory<PostgreSqlCrmDb>(_options.Value, MostPooled));
    }

    public override string Name => "PostgreSql";

    public override EventLogSql EventLog => PostgreSqlEventLog.Sql;

    public override Live.WorkSql Queue => PostgreSqlWork.Sql;

    public NpgsqlDataSource AppSource => _app;

    public NpgsqlDataSource SystemSource => _system;

    public NpgsqlDataSource OwnerSource => _owner;

    public override CrmDb CreateContext(Work work, bool isSystemWide) => Create(isSystemWide ? _system : _app, work, isSystemWide);

    public override CrmDb CreateOwner() => Create(_owner, Work.Of(0, "migrator"), isSystemWide: true);

    public override async Task<long> NextIdBlock(CancellationToken ct)
    {
        // From another pool than the work that waits for it: when every connection of one is taken by work that needs an id, none would be left.
        await using var command = _system.CreateCommand("select nextval('crm_ids')");
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    public override async Task<IAsyncDisposable> LockSchema(CrmDb owner, CancellationToken ct)
    {
        var connection = await _owner.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand($"select pg_advisory_lock({SchemaLock})", connection);
        await command.ExecuteNonQueryAsync(ct);
        return new SchemaLease(connection);
    }

    public override async Task<IAsyncDisposable?> TryHold(string name, CancellationToken ct)
    {
        var connection = await _system.OpenConnectionAsync(ct);
        var lease = new NamedLease(connection, name);
        if (await lease.Take(ct))
        {
            return lease;
        }

        await connection.DisposeAsync();
        return null;
    }

    public override IQueryable<T> AsOf<T>(CrmDb db, DateTimeOffset instant)
    {
        // The name comes from the model and the instant is a parameter; filters compose around the rows.
        var rows = $"select * from {db.Model.FindEntityType(typeof(T))!.GetTableName()}_as_of({{0}})";
        return db.Set<T>().FromSqlRaw(rows, instant.ToUniversalTime()).AsNoTracking();
    }

    public override IQueryable<T> Former<T>(CrmDb db)
    {
        // As above: the name comes from the model, filters and the policies of the database stay.
        var rows = $"select * from {db.Model.FindEntityType(typeof(T))!.GetTableName()}_history";
        return db.Set<T>().FromSqlRaw(rows).AsNoTracking();
    }

    public override Task<IReadOnlyList<string>> CheckFence(CancellationToken ct) => new PostgreSqlRoles(_app, _system).Check(ct);

    public override async Task RefreshStatistics(CancellationToken ct)
    {
        await using var command = _owner.CreateCommand("analyze");
        await command.ExecuteNonQueryAsync(ct);
    }

    public override bool IsUniqueViolation(Exception failure) =>
        failure is DbUpdateException { InnerException: PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } };

    public override async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _system.DisposeAsync();
        await _owner.DisposeAsync();
    }

    // The connection is given to the context and not to its options: EF would keep a service container and a model for each source.
    private PostgreSqlCrmDb Create(NpgsqlDataSource source, Work work, bool isSystemWide)
    {
        var db = isSystemWide ? new PostgreSqlCrmDb(_options.Value, isSystemWide) : Rent();
        db.Begin(work);
        db.Database.SetDbConnection(source.CreateConnection(), contextOwnsConnection: true);
        return db;
    }

    // One that is spoiled is left to the collector.
    private PostgreSqlCrmDb Rent()
    {
        var db = _pool.Value.CreateDbContext();
        while (db.IsSpoiled)
        {
            db = _pool.Value.CreateDbContext();
        }

        return db;
    }

    private NpgsqlDataSource Source(string connectionString, string? role)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            // The tenant is set before every use, so the reset between uses would only cost a statement; and it would undo the role.
            NoResetOnClose = role is not null,
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 3,
            ApplicationName = "crmlive",
        };
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        builder.UsePhysicalConnectionInitializer(
            connection =>
            {
                _session.Opened(connection);
                if (role is not null)
                {
                    PostgreSqlRoles.TakeAtOnce(connection, role);
                }
            },
            connection =>
            {
                _session.Opened(connection);
                return role is null ? Task.CompletedTask : PostgreSqlRoles.Take(connection, role);
            });
        return builder.Build();
    }

    private DbContextOptions<PostgreSqlCrmDb> Options() =>
        new DbContextOptionsBuilder<PostgreSqlCrmDb>()
            .UseNpgsql(npgsql => npgsql.MigrationsHistoryTable("schema_migrations"))
            .ReplaceService<IModelCacheKeyFactory, ModelKey>()
            .AddInterceptors([.. Recorders, new FreshPlans(), _session])
            .ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.PossibleIncorrectRequiredNavigationWithQueryFilterInteractionWarning))
            .Options;

    private sealed class SchemaLease(NpgsqlConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await using var command = new NpgsqlCommand($"select pg_advisory_unlock({SchemaLock})", connection);
            await command.ExecuteNonQueryAsync();
            await connection.DisposeAsync();
        }
    }

    private sealed class NamedLease(NpgsqlConnection connection, string name) : IAsyncDisposable
    {
        public async Task<bool> Take(CancellationToken ct) => (bool)(await Run("select pg_try_advisory_lock(hashtextextended($1, 0))", ct))!;

        public async ValueTask DisposeAsync()
        {
            try
            {
                await Run("select pg_advisory_unlock(hashtextextended($1, 0))", CancellationToken.None);
            }
            catch (NpgsqlException)
            {
                // The session is gone and the lock with it.
            }
            finally
            {
                await connection.DisposeAsync();
            }
        }

        private async Task<object?> Run(string sql, CancellationToken ct)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
            return await command.ExecuteScalarAsync(ct);
        }
    }
}
