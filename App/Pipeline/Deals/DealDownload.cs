using CrmLive.Access;
using CrmLive.Shell;
using CrmLive.Shell.Downloads;

namespace CrmLive.Pipeline;

/// <summary>The list of deals, and a board, as files.</summary>
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

    private static readonly SheetColumn<BoardRow> Group = new("group", row => row.Group);

    private static readonly IReadOnlyList<SheetColumn<BoardRow>> BoardColumns =
    [
        new("stage", row => row.Stage),
        new("id", row => row.Card.Key.ToString()),
        new("name", row => row.Card.Name),
        new("account", row => row.Card.Account),
        new("amount", row => row.Card.Amount, "opportunity.amount"),
        new("currency", row => row.Currency),
        new("probability", row => row.Probability, "opportunity.probability"),
        new("weighted_amount", row => row.Weighted, "opportunity.amount", "opportunity.probability"),
        new("owner", row => row.Card.Owner),
        new("in_stage_since", row => row.Card.StageSince),
        new("days_in_stage", row => row.Days),
        new("age", row => row.Card.Risk.Age.ToString().ToLowerInvariant()),
        new("risk", row => row.Card.Risk.Level.ToString().ToLowerInvariant()),
        new("risk_reasons", row => string.Join(". ", row.Card.Risk.Reasons)),
        new("expected_close", row => row.Card.ExpectedClose),
        new("next_step", row => row.Card.NextStep, "opportunity.next_step"),
    ];

    public static IEndpointRouteBuilder MapPipelineExports(this IEndpointRouteBuilder routes)
    {
        routes.MapDownload("/deals/export.{format}", Write);
        routes.MapDownload("/pipeline/{pipeline}/export.{format}", WriteBoard);
        return routes;
    }

    private static Task Write(string format, HttpContext http, Dispatcher door)
    {
        var asked = DealAddress.Of(http.Request.QueryString.Value ?? "");
        return new SheetDownload<DealRow>(
            "deals", new ExportDeals(asked.ToString()), cursor => asked.Request() with { Cursor = cursor, Take = Page<DealRow>.Most, WithRisk = true }, Columns)
            .Write(http, door, format);
    }

    private static async Task WriteBoard(string pipeline, string format, HttpContext http, Dispatcher door)
    {
        var id = RecordId.TryParse(pipeline, RecordKind.Pipeline, out var number) ? number : throw new NotFound(pipeline);
        var me = await door.Send(SignedIn.Caller(http.User) ?? throw new SignedOut(), new GetMe(), http.RequestAborted);
        var asked = BoardView.Of(http.Request.QueryString.Value ?? "", me);
        await new SheetDownload<BoardRow>(
            "board",
            new ExportDeals($"/pipeline/{pipeline}{http.Request.QueryString}"),
            cursor => new ListBoardDeals(id, asked.Filter, asked.Order, asked.Grouping, cursor, Page<BoardRow>.Most),
            asked.Grouping == BoardGrouping.None ? BoardColumns : [BoardColumns[0], Group, .. BoardColumns.Skip(1)])
            .Write(http, door, format);
    }
}
