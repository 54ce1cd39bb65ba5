using CrmLive.Support;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CrmLive.Data.SqlServer;

/// <summary>The scripts of database/sqlserver as the parser reads them, and the schema that they make together with the migrations.</summary>
internal static class SqlServerSchema
{
    /// <summary>A provider whose commands are never sent.</summary>
    public static SqlServerProvider Provider() => new(new DatabaseOptions("Server=nowhere", "Server=nowhere", "Server=nowhere"));

    public static IReadOnlyList<string> Files { get; } =
    [
        .. Directory.EnumerateFiles(Repository.PathOf("database", "sqlserver"), "*.sql", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.PathOf("database", "sqlserver"), file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    public static TsqlSchema Schema { get; } = TsqlSchema.Of([.. Files.Where(file => !file.StartsWith("setup/", StringComparison.Ordinal)).OrderBy(file => file != "schema.sql").Select(Parse), MigrationsTable()]);

    public static TSqlScript Parse(string file) => Tsql.Parse(Repository.Read("database", "sqlserver", file), file);

    private static TSqlScript MigrationsTable()
    {
        using var db = Provider().CreateOwner();
        return Tsql.Parse(db.GetService<IHistoryRepository>().GetCreateScript(), "history of migrations");
    }
}
