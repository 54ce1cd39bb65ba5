using Microsoft.EntityFrameworkCore;

namespace CrmLive.Data.PostgreSql;

public sealed class PostgreSqlCrmDb(DbContextOptions<PostgreSqlCrmDb> options, Work work, bool isSystemWide) : CrmDb(options, work, isSystemWide)
{
    internal override string JsonType => "jsonb";
}
