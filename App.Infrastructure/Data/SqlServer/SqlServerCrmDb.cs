using Microsoft.EntityFrameworkCore;

namespace CrmLive.Data.SqlServer;

public sealed class SqlServerCrmDb(DbContextOptions<SqlServerCrmDb> options, Work work, bool isSystemWide) : CrmDb(options, work, isSystemWide)
{
    internal override string JsonType => "nvarchar(max)";

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        SqlServerHistory.Apply(modelBuilder);
    }
}
