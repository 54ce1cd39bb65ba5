using System.Globalization;
using CrmLive.Shell;

namespace CrmLive.Pipeline;

/// <summary>What belongs to an opportunity: its contacts, its products, its probability.</summary>
internal static class DealPartRoutes
{
    public static void Map(RouteGroupBuilder deals)
    {
        deals.MapGet("/{id}/contacts", Contacts).WithName("ListOpportunityContacts").WithSummary("List who takes part in an opportunity, the primary contact first");
        deals.MapPost("/{id}/contacts", Involve).WithName("SetOpportunityContact").WithSummary("Give a contact a role in an opportunity, or another one");
        deals.MapPatch("/{id}/contacts/{contact}", Recast).WithName("ChangeOpportunityContact").WithSummary("Give a contact of an opportunity another role");
        deals.MapDelete("/{id}/contacts/{contact}", Release).WithName("RemoveOpportunityContact").WithSummary("Take a contact out of an opportunity");
        deals.MapGet("/{id}/lines", Lines).WithName("ListOpportunityLines").WithSummary("List the products of an opportunity");
        deals.MapPost("/{id}/lines", AddLine).WithName("AddOpportunityLine").WithSummary("Add a product to an opportunity");
        deals.MapPatch("/{id}/lines/{line}", ChangeLine).WithName("ChangeOpportunityLine").WithSummary("Change a product of an opportunity");
        deals.MapDelete("/{id}/lines/{line}", RemoveLine).WithName("RemoveOpportunityLine").WithSummary("Take a product out of an opportunity");
        deals.MapDelete("/{id}/probability", EndEstimate).WithName("EndProbabilityOverride").WithSummary("Let the stage's probability count again");
        deals.MapPost("/{id}/probability", Estimate).WithName("OverrideProbability").WithSummary("Put an estimate of your own in the place of the stage's probability");
    }

    private static async Task<ListAnswer<DealContactItem>> Contacts(string id, RestCall call) =>
        new([.. (await call.Send(new ListDealContacts(Number(id)))).Select(DealContactItem.Of)], NextCursor: null);

    private static async Task<Answer<Saved>> Involve(string id, Body<DealContactInput> body, RestCall call)
    {
        var number = Number(id);
        var contact = body.Value.ContactId.Number(RecordKind.Contact, "contact_id")!.Value;
        return call.Saved(RecordKind.Deal, number, await call.Send(new SetDealContact(number, contact, body.Value.Role, call.Version)));
    }

    private static async Task<Answer<Saved>> Recast(string id, string contact, Body<DealRoleInput> body, RestCall call)
    {
        var number = Number(id);
        var part = WireId.Of(RecordKind.Contact, contact);
        return call.Saved(RecordKind.Deal, number, await call.Change<long>(async () =>
            (await call.Send(new ListDealContacts(number))).Any(row => row.ContactId == part)
                ? new SetDealContact(number, part, body.Value.Role, call.Version)
                : throw new NotFound(RecordKind.Contact, part)));
    }

    private static async Task<Answer<Saved>> Release(string id, string contact, RestCall call)
    {
        var number = Number(id);
        return call.Saved(RecordKind.Deal, number, await call.Send(new RemoveDealContact(number, WireId.Of(RecordKind.Contact, contact), call.Version)));
    }

    private static async Task<ListAnswer<DealLineItem>> Lines(string id, RestCall call) =>
        new([.. (await call.Send(new ListDealLines(Number(id)))).Lines.Select(DealLineItem.Of)], NextCursor: null);

    private static async Task<Answer<DealLineAnswer>> AddLine(string id, Body<DealLineInput> body, RestCall call)
    {
        var line = body.Value;
        var product = line.ProductId.Number(RecordKind.Product, "product_id")!.Value;
        var number = Number(id);
        var added = await call.Send(new AddDealLine(number, product, line.Quantity, line.UnitPrice, line.Discount, call.Version));
        return call.Read(new DealLineAnswer(number.Id(RecordKind.Deal), added.Version, added.Id), added.Version);
    }

    private static async Task<Answer<Saved>> ChangeLine(string id, string line, Patch<DealLineChange> patch, RestCall call)
    {
        var (number, lineNumber) = (Number(id), Line(line));
        return call.Saved(RecordKind.Deal, number, await call.Change<long>(async () =>
        {
            var present = (await call.Send(new ListDealLines(number))).Lines.FirstOrDefault(row => row.Id == lineNumber) ?? throw new NotFound($"Line {line}");
            return new ChangeDealLine(number, lineNumber, patch.Over(DealLineChange.Of(present)).Fields(), present.Version, call.Version);
        }));
    }

    private static async Task<Answer<Saved>> RemoveLine(string id, string line, RestCall call)
    {
        var number = Number(id);
        return call.Saved(RecordKind.Deal, number, await call.Send(new RemoveDealLine(number, Line(line), call.Version)));
    }

    private static async Task<Answer<Saved>> EndEstimate(string id, RestCall call)
    {
        var number = Number(id);
        return call.Saved(RecordKind.Deal, number, await call.Send(new EndProbabilityOverride(number, call.Version)));
    }

    private static async Task<Answer<Saved>> Estimate(string id, Body<DealEstimate> body, RestCall call)
    {
        var number = Number(id);
        return call.Saved(RecordKind.Deal, number, await call.Send(new OverrideProbability(number, body.Value.Probability, body.Value.Reason, call.Version)));
    }

    // Lines have a plain number; what is none names no line.
    private static long Line(string line) => long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static long Number(string id) => WireId.Of(RecordKind.Deal, id);
}
