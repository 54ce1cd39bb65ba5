using CrmLive.Shell;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrmLive.Pipeline;

/// <summary><c>/api/v1/opportunities</c>.</summary>
internal static class DealRoutes
{
    private const string Plural = "opportunities";

    public static void Map(RouteGroupBuilder api)
    {
        var deals = api.MapResource(Plural);
        deals.MapGet("", List).WithName("ListOpportunities").WithSummary("List opportunities");
        deals.MapGet("/{id}", Read).WithVersion().WithName("GetOpportunity").WithSummary("Read an opportunity");
        deals.MapGet("/{id}/history", Transitions).WithName("GetOpportunityHistory").WithSummary("Read the way of an opportunity through the stages");
        deals.MapGet("/{id}/changes", Changes).WithName("GetOpportunityChanges").WithSummary("Read what happened to an opportunity, field by field");
        DealPartRoutes.Map(deals);
        DealExceptionRoutes.Map(deals);
        deals.MapPost("", Create).WithName("AddOpportunity").WithSummary("Add an opportunity");
        deals.MapPut("/{id}", Replace).WithName("ReplaceOpportunity").WithSummary("Replace an opportunity");
        deals.MapPatch("/{id}", Change).WithName("EditOpportunity").WithSummary("Change fields of an opportunity");
        deals.MapPost("/{id}/move", Move).WithName("MoveOpportunity").WithSummary("Move an opportunity to another stage");
        deals.MapPost("/{id}/assign", Assign).WithName("AssignOpportunity").WithSummary("Give an opportunity to somebody");
        deals.MapDelete("/{id}", Delete).WithName("DeleteOpportunity").WithSummary("Put an opportunity into the bin");
        deals.MapPost("/{id}/restore", Restore).WithName("RestoreOpportunity").WithSummary("Take an opportunity out of the bin");
    }

    private static async Task<ListAnswer<DealItem>> List(Asked<DealQuery> asked, RestCall call)
    {
        var page = await call.Send(asked.Value.Request());
        return call.List(page, DealItem.Of);
    }

    private static async Task<Answer<DealResource>> Read(string id, RestCall call)
    {
        var deal = await call.Send(new GetDeal(Number(id)));
        return call.Read(DealResource.Of(deal), deal.Version);
    }

    private static async Task<ListAnswer<DealTransition>> Transitions(string id, Asked<HistoryQuery> asked, RestCall call)
    {
        var page = await call.Send(new ListStageChanges(Number(id), asked.Value.Cursor, asked.Value.Limit));
        return call.List(page, DealTransition.Of);
    }

    private static async Task<ListAnswer<HistoryItem>> Changes(string id, Asked<HistoryQuery> asked, RestCall call) =>
        call.List(await call.Send(new GetDealHistory(Number(id), asked.Value.Cursor, asked.Value.Limit)), HistoryItem.Of);

    private static async Task<Created<Answer<Saved>>> Create(Body<NewDeal> body, RestCall call)
    {
        var deal = body.Value;
        var number = await call.Send(new AddDeal(DealWire.Stage(deal.StageId), deal.Fields(), deal.OwnerId.Number(RecordKind.User, "owner_id")) { NamedAmount = deal.Amount });
        return call.Created(RecordKind.Deal, Plural, number);
    }

    private static async Task<Answer<Saved>> Replace(string id, Body<DealInput> body, RestCall call)
    {
        var number = Number(id);
        return Saved(call, number, await call.Send(new EditDeal(number, body.Value.Fields(), call.RequiredVersion, IsExact: true) { NamedAmount = body.Value.Amount }));
    }

    private static async Task<Answer<Saved>> Change(string id, Patch<DealInput> patch, RestCall call)
    {
        var number = Number(id);
        return Saved(call, number, await call.Change<long>(async () =>
        {
            var present = await call.Send(new GetDeal(number));
            return new EditDeal(number, patch.Over(DealInput.Of(present.Fields())).Fields(), call.Version ?? present.Version, call.Version is not null) { NamedAmount = patch.Named.Amount };
        }));
    }

    private static async Task<Answer<DealMoveAnswer>> Move(string id, Body<DealTarget> body, RestCall call)
    {
        var move = await call.Send(body.Value.Request(Number(id), call.Version));
        return call.Read(DealMoveAnswer.Of(move), move.Version);
    }

    private static async Task<Answer<Saved>> Assign(string id, Body<NewOwner> body, RestCall call)
    {
        var number = Number(id);
        var owner = body.Value.OwnerId.Number(RecordKind.User, "owner_id");
        return Saved(call, number, await call.Send(new AssignDeal(number, owner, call.Version)));
    }

    private static async Task<Answer<Saved>> Delete(string id, RestCall call)
    {
        var number = Number(id);
        return Saved(call, number, await call.Send(new DeleteDeal(number, call.Version)));
    }

    private static async Task<Answer<Saved>> Restore(string id, RestCall call)
    {
        var number = Number(id);
        return Saved(call, number, await call.Send(new RestoreDeal(number, call.Version)));
    }

    private static long Number(string id) => WireId.Of(RecordKind.Deal, id);

    private static Answer<Saved> Saved(RestCall call, long number, long version) => call.Saved(RecordKind.Deal, number, version);
}
