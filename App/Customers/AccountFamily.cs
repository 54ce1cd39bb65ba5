using CrmLive.Data;
using CrmLive.Shell;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Customers;

/// <summary>Who belongs to whom among accounts: a tree, and not a deep one.</summary>
internal static class AccountFamily
{
    /// <exception cref="RuleBroken">The account would become its own ancestor, or the family too deep.</exception>
    public static async Task Check(CrmDb db, Account account, long? parentId, CancellationToken ct)
    {
        await db.RequireVisible<Account>(parentId, "parent_id", ct);
        var ancestors = new List<long>();
        for (var next = parentId; next is { } id && ancestors.Count <= Account.DeepestFamily; next = await Parent(db, id, ct))
        {
            ancestors.Add(id);
        }

        account.CheckAncestors(ancestors);
    }

    private static Task<long?> Parent(CrmDb db, long id, CancellationToken ct) =>
        db.Accounts.AsNoTracking().Where(account => account.Id == id).Select(account => account.ParentId).SingleOrDefaultAsync(ct);
}
