using CrmLive.Shell;

namespace CrmLive.Pipeline;

/// <summary>Exceptions from the rules of moves: asking for one, deciding, taking the request back.</summary>
internal static class DealExceptionRoutes
{
    public static void Map(RouteGroupBuilder deals)
    {
        deals.MapGet("/{id}/exceptions", List).WithName("ListOpportunityExceptions").WithSummary("List the exceptions that were asked for to move an opportunity, the latest first");
        deals.MapPost("/{id}/exceptions", Ask).WithName("AskForException").WithSummary("Ask a manager to let an opportunity move against a rule");
        deals.MapPost("/{id}/exceptions/{exception}/approve", Approve).WithName("ApproveException").WithSummary("Approve an exception, which moves the opportunity");
        deals.MapPost("/{id}/exceptions/{exception}/decline", Decline).WithName("DeclineException").WithSummary("Decline an exception");
        deals.MapPost("/{id}/exceptions/{exception}/withdraw", Withdraw).WithName("WithdrawException").WithSummary("Take your own request for an exception back");
    }

    private static async Task<ListAnswer<DealExceptionItem>> List(string id, Asked<HistoryQuery> asked, RestCall call)
    {
        var page = await call.Send(new ListMoveApprovals(Number(id), asked.Value.Cursor, asked.Value.Limit));
        return call.List(page, DealExceptionItem.Of);
    }

    private static async Task<Answer<DealExceptionAnswer>> Ask(string id, Body<DealExceptionInput> body, RestCall call)
    {
        var number = Number(id);
        var asked = await call.Send(new AskForException(number, DealWire.Stage(body.Value.StageId), body.Value.Reason, call.Version));
        return call.Read(new DealExceptionAnswer(number.Id(RecordKind.Deal), asked.Version, asked.Id.Id(RecordKind.MoveApproval)), asked.Version);
    }

    private static Task<Answer<Saved>> Approve(string id, string exception, Body<DealDecision> body, RestCall call) => Decide(id, exception, approves: true, body.Value.Note, call);

    private static Task<Answer<Saved>> Decline(string id, string exception, Body<DealDecision> body, RestCall call) => Decide(id, exception, approves: false, body.Value.Note, call);

    private static async Task<Answer<Saved>> Decide(string id, string exception, bool approves, string? note, RestCall call)
    {
        var number = Number(id);
        return call.Saved(RecordKind.Deal, number, await call.Send(new DecideException(Asked(exception), approves, note, number, call.Version)));
    }

    private static async Task<Answer<Saved>> Withdraw(string id, string exception, RestCall call)
    {
        var number = Number(id);
        return call.Saved(RecordKind.Deal, number, await call.Send(new WithdrawException(Asked(exception), number, call.Version)));
    }

    private static long Number(string id) => WireId.Of(RecordKind.Deal, id);

    private static long Asked(string exception) => WireId.Of(RecordKind.MoveApproval, exception);
}
