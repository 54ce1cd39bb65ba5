using CrmLive.Data;
using CrmLive.Shell;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Customers;

/// <summary>Who belongs to whom among accounts: a tree, and not a deep one.</summary>
internal static class AccountFamily
{
    /// <summary>
    /// Nobody else of the tenant changes who belongs to whom until the transaction is over: two changes that are right by themselves could make a circle together.
    /// </summary>
    public static Task Hold(CrmDb db, CancellationToken ct) => db.Lock("account families", isShared: false, ct);

    /// <summary>Saves an account; where its parent has changed, nobody else changes the family meanwhile. Returns the new version.</summary>
    /// <param name="parentId">The parent that it had.</param>
    public static Task<long> Save(CrmDb db, Account account, long? parentId, CancellationToken ct) =>
        account.ParentId == parentId ? Save(db, account, ct) : db.AsOne(() => Move(db, account, ct), ct);

    /// <summary>Looks also at accounts in the bin, which may come back, and at those that the person does not see.</summary>
    /// <exception cref="RuleBroken">The account would become its own ancestor, or the family too deep.</exception>
    public static async Task Check(CrmDb db, Account account, long? parentId, CancellationToken ct)
    {
        var ancestors = new List<long>();
        for (var next = parentId; next is { } id && ancestors.Count <= Account.DeepestFamily; next = await Parent(db, id, ct))
        {
            ancestors.Add(id);
        }

        account.CheckAncestors(ancestors);
    }

    private static async Task<long> Move(CrmDb db, Account account, CancellationToken ct)
    {
        await db.RequireVisible<Account>(account.ParentId, "parent_id", ct);
        await Hold(db, ct);
        await Check(db, account, account.ParentId, ct);
        return await Save(db, account, ct);
    }

    private static async Task<long> Save(CrmDb db, Account account, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        return account.Version;
    }

    // What is changed and not saved yet counts as it will be.
    private static async Task<long?> Parent(CrmDb db, long id, CancellationToken ct) =>
        db.Accounts.Local.FindEntryUntyped([db.TenantId, id]) is { } known ? known.Entity.ParentId
        : await db.Accounts.AsNoTracking().IgnoreQueryFilters([Filters.Deleted, Filters.Visible])
            .Where(account => account.Id == id).Select(account => account.ParentId).SingleOrDefaultAsync(ct);
}
