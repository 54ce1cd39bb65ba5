using System.Globalization;
using CrmLive.Access;
using CrmLive.Data;
using MediatR;

namespace CrmLive.Shell.Downloads;

/// <summary>A list as a file for the browser: read page by page through the door, as the person whose session it is. What is asked for is
/// counted by the days of the person, what is written is for programs: numbers with a point, days as in ISO 8601, instants in UTC.</summary>
/// <param name="Name">Of the file, without its ending.</param>
/// <param name="Note">Sent first, so that the audit knows of the export and a refusal comes before the first byte.</param>
/// <param name="Page">Asks for the page after a cursor.</param>
internal sealed record SheetDownload<TRow>(
    string Name, IRequest<Unit> Note, Func<string?, IRequest<Page<TRow>>> Page, IReadOnlyList<SheetColumn<TRow>> Columns)
{
    public const int MostRows = 100_000;

    /// <param name="format">csv or xlsx.</param>
    public async Task Write(HttpContext http, Dispatcher door, string format)
    {
        var ct = http.RequestAborted;
        var caller = SignedIn.Caller(http.User, new Origin("page", http.Connection.RemoteIpAddress?.ToString())) ?? throw new SignedOut();
        await using var sheet = SheetWriter.Of(format, http.Response.Body)
            ?? throw new Refused(404, "UNKNOWN_FORMAT", "A list is exported as csv or as xlsx; there is no other file of it.");
        await door.Send(caller, Note, ct);
        var me = await door.Send(caller, new GetMe(), ct) with { BrowserZone = http.Request.Query["zone"] };
        caller = caller with { Zone = me.Zone() };
        var columns = Columns.Where(column => column.IsFor(me)).ToList();
        var pace = new Pace();
        var page = await door.Send(caller, Page(null), ct);
        http.Response.ContentType = sheet.ContentType;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{Name}.{format}\"";
        await sheet.Head([.. columns.Select(column => column.Head)], ct);
        for (var rows = page.Rows.Count; ; rows += page.Rows.Count)
        {
            foreach (var row in page.Rows)
            {
                await sheet.Row([.. columns.Select(column => column.Cell(row))], ct);
            }

            if (page.Next is null)
            {
                break;
            }

            if (rows >= MostRows)
            {
                await sheet.Row([string.Create(CultureInfo.InvariantCulture, $"Cut off after {rows:N0} rows. Narrow the list with a filter to get the rest.")], ct);
                break;
            }

            await pace.Rest(ct);
            page = await door.Send(caller, Page(page.Next), ct);
        }

        await sheet.End(ct);
    }
}
