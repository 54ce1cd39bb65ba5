using System.Linq.Expressions;
using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

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
    Rights Rights,
    bool HasOwnerLeft = false);

file sealed class Handler(CrmDb db, DatabaseProvider provider) : IRequestHandler<GetAccount, AccountDetails>
{
    private static readonly Expression<Func<CrmDb, Account, Names>> Beside = (db, account) => new Names(
        db.Users.Where(user => user.Id == account.OwnerId).Select(user => user.Name).FirstOrDefault(),
        db.Teams.Where(team => team.Id == account.TeamId).Select(team => team.Name).FirstOrDefault(),
        db.Accounts.Where(parent => parent.Id == account.ParentId).Select(parent => parent.Name).FirstOrDefault(),
        db.Users.Any(user => user.Id == account.OwnerId && !user.IsActive));

    public async Task<AccountDetails> Handle(GetAccount request, CancellationToken cancellationToken)
    {
        var (account, names) = await db.Read(provider, request.AccountId, request.AsOf, Beside, cancellationToken);
        return new AccountDetails(
            account.Id, account.Version, account.Fields(), account.OwnerId, names.Owner, names.Team, names.Parent, account.ChangedAt,
            request.AsOf is null ? Rights.To(db, account) : new Rights(Edit: false, Delete: false),
            names.HasOwnerLeft);
    }

    private sealed record Names(string? Owner, string? Team, string? Parent, bool HasOwnerLeft);
}
