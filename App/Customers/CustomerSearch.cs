using CrmLive.Data;
using CrmLive.Shell;

namespace CrmLive.Customers;

/// <summary>What a word that somebody searches for finds among customers.</summary>
internal static class CustomerSearch
{
    /// <summary>Numbers of the accounts that the person may see and that have the word in their name.</summary>
    public static IQueryable<long?> AccountsNamed(this CrmDb db, SearchTerm term)
    {
        var named = db.Saying(RecordKind.Account, term, onlyName: true);
        return db.Accounts.Where(account => named.Contains(account.Id)).Select(account => (long?)account.Id);
    }
}
