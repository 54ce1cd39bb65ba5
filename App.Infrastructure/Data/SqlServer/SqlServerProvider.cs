using System.Text.RegularExpressions;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace CrmLive.Data.SqlServer;

/// <summary>SQL Server 2019 and later, and Azure SQL. System-wide work needs a login in the database role <c>crm_system</c>.</summary>
public sealed partial class SqlServerProvider(DatabaseOptions options) : DatabaseProvider
{
    private const int UniqueIndex = 2601;
    private const int UniqueConstraint = 2627;

    private readonly SqlServerSession _session = new();
    private readonly string _app = options.App ?? options.Owner;
    private readonly string _system = options.System ?? options.Owner;
    private DbContextOptions<SqlServerCrmDb>? _appOptions;
    private DbContextOptions<SqlServerCrmDb>? _systemOptions;

    public override string Name => "SqlServer";

    public override EventLogSql EventLog => SqlServerEventLog.Sql;

    public override CrmDb CreateContext(Work work, bool isSystemWide) => isSystemWide
        ? new SqlServerCrmDb(_systemOptions ??= Options(_system), work, isSystemWide: true)
        : new SqlServerCrmDb(_appOptions ??= Options(_app), work, isSystemWide: false);

    public override CrmDb CreateOwner() => new SqlServerCrmDb(Options(options.Owner), Work.Of(0, "migrator"), isSystemWide: true);

    public override async Task<long> NextIdBlock(CancellationToken ct)
    {
        await using var connection = new SqlConnection(_app);
        await connection.OpenAsync(ct);
        await using var command = new SqlCommand("SELECT NEXT VALUE FOR crm_ids", connection);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    public override async Task<IAsyncDisposable> LockSchema(CrmDb owner, CancellationToken ct)
    {
        var connection = new SqlConnection(options.Owner);
        await connection.OpenAsync(ct);
        await using var command = new SqlCommand(
            "EXEC sp_getapplock @Resource = N'crm-schema', @LockMode = N'Exclusive', @LockOwner = N'Session', @LockTimeout = 60000", connection);
        await command.ExecuteNonQueryAsync(ct);

        // The lock belongs to the session and goes with it.
        return connection;
    }

    public override async Task<IAsyncDisposable?> TryHold(string name, CancellationToken ct)
    {
        // Without the pool, so that the lock goes as soon as the connection is closed.
        var connection = new SqlConnection(new SqlConnectionStringBuilder(_system) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(ct);
        await using var command = new SqlCommand(
            "DECLARE @got int; EXEC @got = sp_getapplock @Resource = @name, @LockMode = N'Exclusive', @LockOwner = N'Session', @LockTimeout = 0; SELECT @got;",
            connection);
        command.Parameters.AddWithValue("@name", name);
        if ((int)(await command.ExecuteScalarAsync(ct))! >= 0)
        {
            return connection;
        }

        await connection.DisposeAsync();
        return null;
    }

    public override IQueryable<T> AsOf<T>(CrmDb db, DateTimeOffset instant) => db.Set<T>().TemporalAsOf(instant.UtcDateTime).AsNoTracking();

    public override bool IsUniqueViolation(Exception failure) =>
        failure is DbUpdateException { InnerException: SqlException { Number: UniqueIndex or UniqueConstraint } };

    public override IEnumerable<string> Batches(string script) =>
        Separator().Split(script).Where(batch => !string.IsNullOrWhiteSpace(batch));

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [GeneratedRegex(@"^\s*GO\s*$", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Separator();

    private DbContextOptions<SqlServerCrmDb> Options(string connectionString) =>
        new DbContextOptionsBuilder<SqlServerCrmDb>()
            .UseSqlServer(connectionString, server => server.MigrationsHistoryTable("schema_migrations"))
            .ReplaceService<IModelCacheKeyFactory, ModelKey>()
            .AddInterceptors([.. Recorders, _session])
            .ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.PossibleIncorrectRequiredNavigationWithQueryFilterInteractionWarning))
            .Options;
}
