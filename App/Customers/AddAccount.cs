using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Customers;

/// <summary>Adds a company; without an owner it belongs to whoever adds it. Returns its number.</summary>
[Needs("account.create")]
public sealed record AddAccount(AccountFields Fields, long? OwnerId = null) : ICommand<long>;

file sealed class Handler(CrmDb db, IdGenerator ids) : IRequestHandler<AddAccount, long>
{
    public async Task<long> Handle(AddAccount request, CancellationToken cancellationToken)
    {
        await db.RequireVisible<Account>(request.Fields.ParentId, "parent_id", cancellationToken);
        var owner = await Owner.Find(db, request.OwnerId ?? db.UserId, cancellationToken);
        var account = new Account(await ids.Next(cancellationToken), request.Fields, owner.UserId, owner.TeamId);
        db.Accounts.Add(account);
        await db.SaveChangesAsync(cancellationToken);
        return account.Id;
    }
}
