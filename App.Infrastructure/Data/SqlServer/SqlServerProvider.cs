using System.Text.RegularExpressions;
using CrmLive.Operations;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace CrmLive.Data.SqlServer;

/// <summary>SQL Server 2019 and later, and Azure SQL, with three logins: the owner's, one in the role <c>crm_app</c>, one in <c>crm_system</c>.</summary>
/// <remarks>A session cannot change its role and go back to the pool, so that one login for all three, as PostgreSQL has it, is not possible.</remarks>
public sealed partial class SqlServerProvider(DatabaseOptions options) : DatabaseProvider
{
    // Who the two logins are; the scripts of the schema say what the roles may do.
    internal const string Roles = """
        SELECT COALESCE(IS_ROLEMEMBER(N'crm_app'), 0), COALESCE(IS_ROLEMEMBER(N'crm_system'), 0),
               COALESCE(IS_ROLEMEMBER(N'db_owner'), 0) + COALESCE(IS_SRVROLEMEMBER(N'sysadmin'), 0);
        """;

    internal const string NextId = "SELECT NEXT VALUE FOR crm_ids;";

    private const int UniqueIndex = 2601;
    private const int UniqueConstraint = 2627;

    private static readonly TimeSpan SchemaPatience = TimeSpan.FromMinutes(5);

    private readonly SqlServerSession _session = new();
    private readonly string _app = options.App ?? throw Missing("CrmApp");
    private readonly string _system = options.System ?? throw Missing("CrmSystem");
    private DbContextOptions<SqlServerCrmDb>? _appOptions;
    private DbContextOptions<SqlServerCrmDb>? _systemOptions;

    public override string Name => "SqlServer";

    public override EventLogSql EventLog => SqlServerEventLog.Sql;

    public override Live.WorkSql Queue => SqlServerWork.Sql;

    public override CrmDb CreateContext(Work work, bool isSystemWide) => isSystemWide
        ? Create(_systemOptions ??= Options(_system), work, isSystemWide: true)
        : Create(_appOptions ??= Options(_app), work, isSystemWide: false);

    public override CrmDb CreateOwner() => Create(Options(options.Owner), Work.Of(0, "migrator"), isSystemWide: true);

    public override async Task<long> NextIdBlock(CancellationToken ct)
    {
        await using var connection = new SqlConnection(_system);
        await connection.OpenAsync(ct);
        await using var command = new SqlCommand(NextId, connection);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    public override async Task<IAsyncDisposable> LockSchema(CrmDb owner, CancellationToken ct) =>
        await SqlServerLock.Take(options.Owner, "crm-schema", SchemaPatience, ct)
        ?? throw new TimeoutException($"Another node has been changing the schema for {SchemaPatience.TotalMinutes:0} minutes.");

    public override Task<IAsyncDisposable?> TryHold(string name, CancellationToken ct) => SqlServerLock.Take(_system, name, TimeSpan.Zero, ct);

    public override async Task<IReadOnlyList<string>> CheckFence(CancellationToken ct)
    {
        await Check(_app, "CrmApp", isApp: true, ct);
        await Check(_system, "CrmSystem", isApp: false, ct);
        return [];
    }

    public override IQueryable<T> AsOf<T>(CrmDb db, DateTimeOffset instant) => db.Set<T>().TemporalAsOf(instant.UtcDateTime).AsNoTracking();

    public override IQueryable<T> Former<T>(CrmDb db) => db.Set<T>().TemporalAll().AsNoTracking();

    public override bool IsUniqueViolation(Exception failure) =>
        failure is DbUpdateException { InnerException: SqlException { Number: UniqueIndex or UniqueConstraint } };

    public override IEnumerable<string> Batches(string script) =>
        Separator().Split(script).Where(batch => !string.IsNullOrWhiteSpace(batch));

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static SqlServerCrmDb Create(DbContextOptions<SqlServerCrmDb> options, Work work, bool isSystemWide)
    {
        var db = new SqlServerCrmDb(options, isSystemWide);
        db.Begin(work);
        return db;
    }

    private static StartRefused Missing(string name) => new(
        $"SQL Server needs ConnectionStrings__{name} too, with a login of its own. database/sqlserver/setup/logins.sql makes it; see database/sqlserver/README.md.");

    private static async Task Check(string connectionString, string name, bool isApp, CancellationToken ct)
    {
        await using var connection = new SqlConnection(connectionString);
        await connection.OpenAsync(ct);
        await using var command = new SqlCommand(Roles, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var (app, system, owner) = (reader.GetInt32(0) > 0, reader.GetInt32(1) > 0, reader.GetInt32(2) > 0);
        if (owner || app != isApp || system == isApp)
        {
            throw new StartRefused(
                $"The tenant fence of the database does not hold: the login of ConnectionStrings__{name} has to be in the role {(isApp ? "crm_app" : "crm_system")} and in no other. database/sqlserver/setup/logins.sql makes it; see database/sqlserver/README.md.");
        }
    }

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
