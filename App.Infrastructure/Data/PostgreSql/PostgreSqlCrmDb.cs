using Microsoft.EntityFrameworkCore;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace CrmLive.Data.PostgreSql;

public sealed class PostgreSqlCrmDb(DbContextOptions<PostgreSqlCrmDb> options, Work work, bool isSystemWide) : CrmDb(options, work, isSystemWide)
{
    internal override string JsonType => "jsonb";

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        // No identity columns: the tenant is stamped and ids come from blocks.
        modelBuilder.Model.SetValueGenerationStrategy(NpgsqlValueGenerationStrategy.None);
        base.OnModelCreating(modelBuilder);
        PostgreSqlHistory.Apply(modelBuilder);
    }
}
