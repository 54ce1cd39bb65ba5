using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CrmLive.Data.SqlServer;

/// <summary>Lets <c>dotnet ef</c> make migrations without a database.</summary>
internal sealed class SqlServerDesign : IDesignTimeDbContextFactory<SqlServerCrmDb>
{
    public SqlServerCrmDb CreateDbContext(string[] args) => new(
        new DbContextOptionsBuilder<SqlServerCrmDb>()
            .UseSqlServer("Server=localhost", server => server.MigrationsHistoryTable("schema_migrations")).Options,
        isSystemWide: true);
}
