using CrmLive.Shell;

namespace CrmLive.Customers;

/// <summary>What a picker makes of a name that is not there yet; the rest is typed on its page.</summary>
internal static class ByName
{
    public static ICommand<long> Account(string name) => new AddAccount(new AccountFields(name));

    /// <summary>Without a price until somebody types one.</summary>
    public static ICommand<long> Product(string name, string currency) => new AddRecord<Product, ProductFields>(new ProductFields(name, null, 0m, currency));

    /// <summary>The last word is the last name.</summary>
    public static ICommand<long> Contact(string name, long? accountId)
    {
        var cut = name.LastIndexOf(' ');
        return new AddRecord<Contact, ContactFields>(new ContactFields(cut < 0 ? null : name[..cut].Trim(), name[(cut + 1)..], AccountId: accountId));
    }
}
