using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace CrmLive.Isolation;

/// <summary>Puts into every table of the model one row per tenant, the same in every column except the tenant, and into every history one former row.</summary>
internal static class EqualRows
{
    /// <summary>Every number in every row, so that all foreign keys fit.</summary>
    public const long Number = 7_000_001;

    public static async Task Add(TestDatabase database)
    {
        await using var owner = await database.Provider.OwnerSource.OpenConnectionAsync();

        // Out of order, so without looking at foreign keys.
        await Run(owner, "set session_replication_role = replica");
        foreach (var type in ModelTables.OfTenants)
        {
            await Run(owner, Insert(type, TestTenant.Acme));
            await Run(owner, Insert(type, TestTenant.Globex));
        }

        await Run(owner, "reset session_replication_role");
        foreach (var type in ModelTables.OfTenants.Where(type => type.FindProperty(nameof(Entity.Version)) is not null))
        {
            await Run(owner, $"update {type.GetTableName()} set version = version + 1 where id = {Number}");
        }
    }

    private static string Insert(IEntityType type, TestTenant tenant)
    {
        var columns = type.GetTableMappings().Single().Table.Columns.ToList();
        var values = columns.Select(column => column.Name == "tenant_id" ? $"{tenant.Id}" : Value(type, column));
        return $"insert into {type.GetTableName()} ({string.Join(", ", columns.Select(column => $"\"{column.Name}\""))}) values ({string.Join(", ", values)})";
    }

    private static string Value(IEntityType type, IColumn column) => column.StoreType switch
    {
        "bigint" => $"{Number}",
        "integer" or "smallint" => "0",
        "boolean" => "false",
        "timestamp with time zone" when column.IsNullable => "null",
        "timestamp with time zone" => "'2026-01-05 10:00:00+00'",
        "date" => "'2026-01-05'",
        "jsonb" => "'{}'",
        "text[]" or "bigint[]" => "'{}'",
        "double precision" => "0",
        var text when text.StartsWith("character varying", StringComparison.Ordinal) || text == "text" => "'x'",
        var number when number.StartsWith("numeric", StringComparison.Ordinal) => "0",
        var unknown => throw new NotSupportedException($"Say here what a {unknown} may hold, for {type.Name}.{column.Name}."),
    };

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
