using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Customers;

/// <summary>One account, now or as it was.</summary>
/// <param name="AsOf">Null for now.</param>
[Needs("account.read")]
public sealed record GetAccount(long AccountId, DateTimeOffset? AsOf = null) : IQuery<AccountDetails>;

public sealed record AccountDetails(
    long Id,
    long Version,
    AccountFields Fields,
    long? OwnerId,
    string? Owner,
    string? Team,
    string? Parent,
    DateTimeOffset ChangedAt,
    Rights Rights);

file sealed class Handler(CrmDb db, DatabaseProvider provider) : IRequestHandler<GetAccount, AccountDetails>
{
    public async Task<AccountDetails> Handle(GetAccount request, CancellationToken cancellationToken)
    {
        var accounts = request.AsOf is { } instant ? provider.AsOf<Account>(db, instant) : db.Accounts.AsNoTracking();
        var found = await accounts
            .Where(account => account.Id == request.AccountId)
            .Select(account => new
            {
                Account = account,
                Owner = db.Users.Where(user => user.Id == account.OwnerId).Select(user => user.Name).FirstOrDefault(),
                Team = db.Teams.Where(team => team.Id == account.TeamId).Select(team => team.Name).FirstOrDefault(),
                Parent = db.Accounts.Where(parent => parent.Id == account.ParentId).Select(parent => parent.Name).FirstOrDefault(),
            })
            .SingleOrDefaultAsync(cancellationToken) ?? throw new NotFound(RecordKind.Account, request.AccountId);
        var rights = request.AsOf is null ? Rights.To(db, found.Account) : new Rights(Edit: false, Delete: false);
        return new AccountDetails(
            found.Account.Id, found.Account.Version, found.Account.Fields(), found.Account.OwnerId, found.Owner, found.Team, found.Parent,
            found.Account.ChangedAt, rights);
    }
}
