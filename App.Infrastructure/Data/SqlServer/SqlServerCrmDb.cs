using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CrmLive.Data.SqlServer;

public sealed class SqlServerCrmDb(DbContextOptions<SqlServerCrmDb> options, bool isSystemWide) : CrmDb(options, isSystemWide)
{
    internal override string JsonType => "nvarchar(max)";

    // The model knows no locks by name; the statement is a constant, the name with its tenant a parameter.
    public override Task Lock(string name, bool isShared, CancellationToken ct) => Database.ExecuteSqlRawAsync(
        SqlServerLock.InTransaction, [string.Create(CultureInfo.InvariantCulture, $"{TenantId}/{name}"), isShared ? "Shared" : "Exclusive"], ct);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        // No identity columns: the tenant is stamped and ids come from blocks.
        modelBuilder.Model.SetValueGenerationStrategy(SqlServerValueGenerationStrategy.None);
        base.OnModelCreating(modelBuilder);
        SqlServerHistory.Apply(modelBuilder);
    }
}
