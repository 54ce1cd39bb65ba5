using System.Data.Common;
using CrmLive.Pipeline;
using CrmLive.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CrmLive.Bench;

/// <summary>The least that a web server can do for the same answer: one route, one query by Npgsql, one JSON. No sign-in, no tenant, no limits.</summary>
internal sealed class BareSite(WebApplication app, NpgsqlDataSource source) : IAsyncDisposable
{
    public const string Path = "/opportunities";

    public Uri Address => new(app.Urls.Single());

    public static async Task<BareSite> Start(string database, DbCommand query)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { MaxAutoPrepare = 100, AutoPrepareMinUsages = 3, NoResetOnClose = true }.ConnectionString);
        var app = builder.Build();
        app.MapGet(Path, async () => TypedResults.Json(new ListAnswer<DealItem>(await Read(source, query), "cursor") { TraceId = "" }, RestJson.Options));
        await app.StartAsync();
        return new BareSite(app, source);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await source.DisposeAsync();
    }

    private static async Task<IReadOnlyList<DealItem>> Read(NpgsqlDataSource source, DbCommand query)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(query.CommandText, connection);
        foreach (NpgsqlParameter parameter in query.Parameters)
        {
            command.Parameters.Add(parameter.Clone());
        }

        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<DealItem>(51);
        while (await reader.ReadAsync() && rows.Count < 50)
        {
            rows.Add(Item(reader));
        }

        return rows;
    }

    // In the order of the columns of the query.
    private static DealItem Item(NpgsqlDataReader row) => DealItem.Of(new DealRow(
        row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetDecimal(3), row.GetString(4), row.GetInt64(5), row.GetInt64(6), row.GetString(7),
        Enum.Parse<StageKind>(row.GetValue(8).ToString()!, ignoreCase: true), row.GetFieldValue<DateTimeOffset>(9), Number(row, 10), Text(row, 11), Number(row, 12), Text(row, 13),
        row.IsDBNull(14) ? null : row.GetFieldValue<DateOnly>(14), row.GetFieldValue<DateTimeOffset>(15), row.GetFieldValue<DateTimeOffset>(16)));

    private static long? Number(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
