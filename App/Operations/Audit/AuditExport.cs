using System.Globalization;
using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using CrmLive.Shell.Downloads;
using CsvHelper;

namespace CrmLive.Operations.Audit;

/// <summary>The entries that a search finds as CSV, page by page, so that memory stays flat. What a spreadsheet would take for a formula is escaped.</summary>
internal static class AuditExport
{
    private const int MostRows = 100_000;

    private static readonly CsvWriterOptions Safe = new() { Injection = CsvInjection.Escape };

    public static async Task Write(HttpContext http, Dispatcher door, [AsParameters] AuditQuery query)
    {
        var caller = SignedIn.Caller(http.User, new Origin("page", http.Connection.RemoteIpAddress?.ToString())) ?? throw new SignedOut();
        var list = query.ToRequest() with { Take = Page<AuditRow>.Most };

        // A refusal comes before the first byte.
        await door.Send(caller, new ExportAudit(query.Address("")), http.RequestAborted);
        var pace = new Pace();
        var page = await door.Send(caller, list, http.RequestAborted);
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"audit.csv\"";
        await using var csv = CsvWriter.Create(http.Response.Body, Safe, leaveOpen: true);
        await csv.WriteRecordAsync(["id", "at", "actor", "action", "outcome", "record", "reason", "channel", "address", "trace_id", "changes"], http.RequestAborted);
        for (var rows = 0; rows < MostRows; rows += Page<AuditRow>.Most)
        {
            foreach (var row in page.Rows)
            {
                await csv.WriteRecordAsync(Cells(row), http.RequestAborted);
            }

            if (page.Next is null)
            {
                break;
            }

            await pace.Rest(http.RequestAborted);
            page = await door.Send(caller, list with { Cursor = page.Next }, http.RequestAborted);
        }
    }

    private static string[] Cells(AuditRow row) =>
    [
        new RecordId(RecordKind.AuditEntry, row.Id).ToString(),
        row.At.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
        row.Actor,
        row.Action,
        row.Outcome,
        row.RecordId()?.ToString() ?? "",
        row.Reason ?? "",
        row.Channel,
        row.Address ?? "",
        row.TraceId,
        string.Join("; ", row.Changes.SelectMany(Words)),
    ];

    private static IEnumerable<string> Words(AuditedRow row) => row.Fields.Select(field => field.IsHidden
        ? $"{row.Kind}.{field.Field}: hidden"
        : $"{row.Kind}.{field.Field}: {field.Before ?? "nothing"} -> {field.After ?? "nothing"}");
}
