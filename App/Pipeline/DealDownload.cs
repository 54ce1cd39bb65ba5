using CrmLive.Shell;
using CrmLive.Shell.Downloads;

namespace CrmLive.Pipeline;

/// <summary>The list of deals as a file.</summary>
public static class DealDownload
{
    private static readonly IReadOnlyList<SheetColumn<DealRow>> Columns =
    [
        new("id", row => row.Key.ToString()),
        new("name", row => row.Name),
        new("account", row => row.Account),
        new("stage", row => row.Stage),
        new("outcome", row => row.Outcome.ToString().ToLowerInvariant()),
        new("amount", row => row.Amount, "opportunity.amount"),
        new("currency", row => row.Currency),
        new("owner", row => row.Owner),
        new("expected_close", row => row.ExpectedClose),
        new("in_stage_since", row => row.StageSince),
        new("created_at", row => row.CreatedAt),
        new("changed_at", row => row.ChangedAt),
        new("risk", row => row.Risk is { } risk ? string.Join(". ", risk.Reasons) : null),
    ];

    public static IEndpointRouteBuilder MapPipelineExports(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/deals/export.{format}", Write).RequireAuthorization();
        return routes;
    }

    private static Task Write(string format, HttpContext http, Dispatcher door)
    {
        var asked = DealAddress.Of(http.Request.QueryString.Value ?? "");
        return new SheetDownload<DealRow>(
            "deals", new ExportDeals(asked.ToString()), cursor => asked.Request() with { Cursor = cursor, Take = Page<DealRow>.Most, WithRisk = true }, Columns)
            .Write(http, door, format);
    }
}
