using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace CrmLive.Data.PostgreSql;

public sealed class PostgreSqlCrmDb : CrmDb
{
    private const string OwnLock = "select pg_advisory_xact_lock(hashtextextended({0}, {1}))";
    private const string SharedLock = "select pg_advisory_xact_lock_shared(hashtextextended({0}, {1}))";

    /// <summary>Of one tenant; the only public one, by which EF fills its pool.</summary>
    public PostgreSqlCrmDb(DbContextOptions<PostgreSqlCrmDb> options)
        : base(options, isSystemWide: false)
    {
    }

    internal PostgreSqlCrmDb(DbContextOptions<PostgreSqlCrmDb> options, bool isSystemWide)
        : base(options, isSystemWide)
    {
    }

    /// <summary>Its last work left a connection in use, so it serves nobody any more.</summary>
    internal bool IsSpoiled { get; private set; }

    public override string ZoneName => Work.Zone.HasIanaId ? Work.Zone.Id
        : TimeZoneInfo.TryConvertWindowsIdToIanaId(Work.Zone.Id, out var name) ? name
        : TimeZoneInfo.Utc.Id;

    internal override string JsonType => "jsonb";

    internal override string Collation => "C";

    // The model knows no locks by name; both statements are constants, name and tenant are parameters.
    public override Task Lock(string name, bool isShared, CancellationToken ct) =>
        Database.ExecuteSqlRawAsync(isShared ? SharedLock : OwnLock, [name, TenantId], ct);

    public override void Dispose()
    {
        LetGo()?.Dispose();
        base.Dispose();
    }

    public override async ValueTask DisposeAsync()
    {
        if (LetGo() is { } connection)
        {
            await connection.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        // No identity columns: the tenant is stamped and ids come from blocks.
        modelBuilder.Model.SetValueGenerationStrategy(NpgsqlValueGenerationStrategy.None);
        base.OnModelCreating(modelBuilder);
        PostgreSqlHistory.Apply(modelBuilder);
        LocalTime.Map(modelBuilder).HasName("timezone").IsBuiltIn().HasStoreType("timestamp without time zone");
    }

    // The pool would keep the connection, and how often it was opened, from one work to the next.
    private DbConnection? LetGo()
    {
        if (!IsUnderway)
        {
            return null;
        }

        var connection = Database.GetDbConnection();
        try
        {
            Database.SetDbConnection(null);
        }
        catch (InvalidOperationException)
        {
            IsSpoiled = true;
        }

        return connection;
    }
}
