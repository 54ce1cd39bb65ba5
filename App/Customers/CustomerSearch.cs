using CrmLive.Data;
using CrmLive.Shell;

namespace CrmLive.Customers;

/// <summary>What a word that somebody searches for finds among customers.</summary>
internal static class CustomerSearch
{
    public static readonly IReadOnlyList<RecordKind> AccountKinds = [RecordKind.Account];
    public static readonly IReadOnlyList<RecordKind> ContactKinds = [RecordKind.Contact, RecordKind.Account];
    public static readonly IReadOnlyList<RecordKind> ProductKinds = [RecordKind.Product];

    public static IQueryable<Account> Found(this IQueryable<Account> accounts, CrmDb db, Search? search) =>
        accounts.Found(search, (some, term) => some.Among(db.Saying(RecordKind.Account, term)));

    /// <summary>Contacts with the words in a field of their own or in the name of their account.</summary>
    public static IQueryable<Contact> Found(this IQueryable<Contact> contacts, CrmDb db, Search? search) => contacts.Found(search, (some, term) =>
    {
        var named = db.Saying(RecordKind.Contact, term);
        var accounts = db.AccountsNamed(term);
        return some.Where(contact => named.Contains(contact.Id) || accounts.Contains(contact.AccountId));
    });

    public static IQueryable<Product> Found(this IQueryable<Product> products, CrmDb db, Search? search) =>
        products.Found(search, (some, term) => some.Among(db.Saying(RecordKind.Product, term)));

    /// <summary>Numbers of the accounts that the person may see and that have the word in their name.</summary>
    public static IQueryable<long?> AccountsNamed(this CrmDb db, SearchTerm term)
    {
        var named = db.Saying(RecordKind.Account, term, onlyName: true);
        return db.Accounts.Where(account => named.Contains(account.Id)).Select(account => (long?)account.Id);
    }
}
