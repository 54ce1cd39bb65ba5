using CrmLive.Shell;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrmLive.Customers;

/// <summary><c>/api/v1/accounts</c>.</summary>
internal static class AccountRoutes
{
    private const string Plural = "accounts";

    public static void Map(RouteGroupBuilder api)
    {
        var accounts = api.MapResource(Plural);
        accounts.MapGet("", List).WithName("ListAccounts").WithSummary("List accounts");
        accounts.MapGet("/{id}", Read).WithVersion().WithName("GetAccount").WithSummary("Read an account, now or as it was");
        accounts.MapGet("/{id}/history", History).WithName("GetAccountHistory").WithSummary("Read what happened to an account");
        accounts.MapPost("", Create).WithName("AddAccount").WithSummary("Add an account");
        accounts.MapPut("/{id}", Replace).WithName("ReplaceAccount").WithSummary("Replace an account");
        accounts.MapPatch("/{id}", Change).WithName("EditAccount").WithSummary("Change fields of an account");
        accounts.MapPost("/{id}/assign", Assign).WithName("AssignAccount").WithSummary("Give an account to somebody");
        accounts.MapDelete("/{id}", Delete).WithName("DeleteAccount").WithSummary("Put an account into the bin");
        accounts.MapPost("/{id}/restore", Restore).WithName("RestoreAccount").WithSummary("Take an account out of the bin");
    }

    private static async Task<ListAnswer<AccountItem>> List(Asked<AccountQuery> asked, RestCall call)
    {
        var page = await call.Send(asked.Value.Request());
        return call.List(page, AccountItem.Of);
    }

    private static async Task<Answer<AccountResource>> Read(string id, Asked<AsOfQuery> asked, RestCall call)
    {
        var account = await call.Send(new GetAccount(Number(id), asked.Value.AsOf));
        return call.Read(AccountResource.Of(account), account.Version);
    }

    private static async Task<ListAnswer<HistoryItem>> History(string id, Asked<HistoryQuery> asked, RestCall call) =>
        call.List(await call.Send(new GetAccountHistory(Number(id), asked.Value.Cursor, asked.Value.Limit)), HistoryItem.Of);

    private static async Task<Created<Answer<Saved>>> Create(Body<NewAccount> body, RestCall call)
    {
        var number = await call.Send(new AddAccount(body.Value.Fields(), body.Value.OwnerId.Number(RecordKind.User, "owner_id")));
        return call.Created(RecordKind.Account, Plural, number);
    }

    private static async Task<Answer<Saved>> Replace(string id, Body<AccountInput> body, RestCall call)
    {
        var number = Number(id);
        return Saved(call, number, await call.Send(new EditAccount(number, body.Value.Fields(), call.RequiredVersion, IsExact: true)));
    }

    private static async Task<Answer<Saved>> Change(string id, Patch<AccountInput> patch, RestCall call)
    {
        var number = Number(id);
        return Saved(call, number, await call.Change<long>(async () =>
        {
            var present = await call.Send(new GetAccount(number));
            return new EditAccount(number, patch.Over(AccountInput.Of(present.Fields)).Fields(), call.Version ?? present.Version, call.Version is not null);
        }));
    }

    private static async Task<Answer<Saved>> Assign(string id, Body<NewOwner> body, RestCall call)
    {
        var number = Number(id);
        var owner = body.Value.OwnerId.Number(RecordKind.User, "owner_id");
        return Saved(call, number, await call.Send(new AssignAccount(number, owner, call.Version)));
    }

    private static async Task<Answer<Saved>> Delete(string id, RestCall call)
    {
        var number = Number(id);
        return Saved(call, number, await call.Send(new DeleteAccount(number, call.Version)));
    }

    private static async Task<Answer<Saved>> Restore(string id, RestCall call)
    {
        var number = Number(id);
        return Saved(call, number, await call.Send(new RestoreAccount(number, call.Version)));
    }

    private static long Number(string id) => WireId.Of(RecordKind.Account, id);

    private static Answer<Saved> Saved(RestCall call, long number, long version) => call.Saved(RecordKind.Account, number, version);
}
