using CrmLive.Shell;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrmLive.Customers;

/// <summary><c>/api/v1/contacts</c>.</summary>
internal static class ContactRoutes
{
    private const string Plural = "contacts";

    public static void Map(RouteGroupBuilder api)
    {
        var contacts = api.MapResource(Plural);
        contacts.MapGet("", List).WithName("ListContacts").WithSummary("List contacts");
        contacts.MapGet("/{id}", Read).WithVersion().WithName("GetContact").WithSummary("Read a contact, now or as it was");
        contacts.MapGet("/{id}/history", History).WithName("GetContactHistory").WithSummary("Read what happened to a contact");
        contacts.MapPost("", Create).WithName("AddContact").WithSummary("Add a contact");
        contacts.MapPut("/{id}", Replace).WithName("ReplaceContact").WithSummary("Replace a contact");
        contacts.MapPatch("/{id}", Change).WithName("EditContact").WithSummary("Change fields of a contact");
        contacts.MapPost("/{id}/assign", Assign).WithName("AssignContact").WithSummary("Give a contact to somebody");
        contacts.MapDelete("/{id}", Delete).WithName("DeleteContact").WithSummary("Put a contact into the bin");
        contacts.MapPost("/{id}/restore", Restore).WithName("RestoreContact").WithSummary("Take a contact out of the bin");
    }

    private static async Task<ListAnswer<ContactItem>> List(Asked<ContactQuery> asked, RestCall call)
    {
        var page = await call.Send(asked.Value.Request());
        return call.List(page, ContactItem.Of);
    }

    private static async Task<Answer<ContactResource>> Read(string id, Asked<AsOfQuery> asked, RestCall call)
    {
        var contact = await call.Send(new GetContact(Number(id), asked.Value.AsOf));
        return call.Read(ContactResource.Of(contact), contact.Version);
    }

    private static async Task<ListAnswer<HistoryItem>> History(string id, Asked<HistoryQuery> asked, RestCall call) =>
        call.List(await call.Send(new GetContactHistory(Number(id), asked.Value.Cursor, asked.Value.Limit)), HistoryItem.Of);

    private static async Task<Created<Answer<Saved>>> Create(Body<NewContact> body, RestCall call)
    {
        var number = await call.Send(new AddContact(body.Value.Fields(), body.Value.OwnerId.Number(RecordKind.User, "owner_id")));
        return call.Created(RecordKind.Contact, Plural, number);
    }

    private static async Task<Answer<Saved>> Replace(string id, Body<ContactInput> body, RestCall call)
    {
        var number = Number(id);
        return Saved(call, number, await call.Send(new EditContact(number, body.Value.Fields(), call.RequiredVersion, IsExact: true)));
    }

    private static async Task<Answer<Saved>> Change(string id, Patch<ContactInput> patch, RestCall call)
    {
        var number = Number(id);
        return Saved(call, number, await call.Change<long>(async () =>
        {
            var present = await call.Send(new GetContact(number));
            return new EditContact(number, patch.Over(ContactInput.Of(present.Fields)).Fields(), call.Version ?? present.Version, call.Version is not null);
        }));
    }

    private static async Task<Answer<Saved>> Assign(string id, Body<NewOwner> body, RestCall call)
    {
        var number = Number(id);
        var owner = body.Value.OwnerId.Number(RecordKind.User, "owner_id");
        return Saved(call, number, await call.Send(new AssignContact(number, owner, call.Version)));
    }

    private static async Task<Answer<Saved>> Delete(string id, RestCall call)
    {
        var number = Number(id);
        return Saved(call, number, await call.Send(new DeleteContact(number, call.Version)));
    }

    private static async Task<Answer<Saved>> Restore(string id, RestCall call)
    {
        var number = Number(id);
        return Saved(call, number, await call.Send(new RestoreContact(number, call.Version)));
    }

    private static long Number(string id) => WireId.Of(RecordKind.Contact, id);

    private static Answer<Saved> Saved(RestCall call, long number, long version) => call.Saved(RecordKind.Contact, number, version);
}
