using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CrmLive.Data.PostgreSql;

/// <summary>Lets <c>dotnet ef</c> make migrations without a database.</summary>
internal sealed class PostgreSqlDesign : IDesignTimeDbContextFactory<PostgreSqlCrmDb>
{
    public PostgreSqlCrmDb CreateDbContext(string[] args) => new(
        new DbContextOptionsBuilder<PostgreSqlCrmDb>()
            .UseNpgsql("Host=localhost", npgsql => npgsql.MigrationsHistoryTable("schema_migrations")).Options,
        isSystemWide: true);
}
