using CrmLive.Shell;

namespace CrmLive.Customers;

public static class CustomersModule
{
    private static readonly RecordCommands<Account, AccountFields> Accounts = new(
        (fields, owner) => new AddAccount(fields, owner),
        (id, fields, version, isExact) => new EditAccount(id, fields, version, isExact),
        (id, version) => new UndoAccountEdit(id, version));

    public static IServiceCollection AddCustomers(this IServiceCollection services)
    {
        services.AddOwnedRecord(Accounts, Place(1) with { Key = 'a', IsMain = true }, ByName.Account);
        services.AddOwnedRecord(RecordCommands.Plain<Contact, ContactFields>(), Place(2) with { Key = 'c', IsMain = true }, name => ByName.Contact(name, null));
        services.AddOwnedRecord(RecordCommands.Plain<Lead, LeadFields>(), Place(3) with { Key = 'l' }, name => new AddRecord<Lead, LeadFields>(new LeadFields(name)));
        services.AddRecord(RecordCommands.Plain<Product, ProductFields>(), Place(4) with { Key = 'o' });
        services.AddSingleton(new RecordTab(RecordKind.Account, "Contacts", typeof(AccountContactsTab), "contact.read", 20));
        return services;
    }

    private static NavItem Place(int order) => new(NavGroups.Customers, "", "", "") { Order = order };
}
