using CrmLive.Access;
using CrmLive.Shell;

namespace CrmLive.Customers;

public static class CustomersModule
{
    public static IServiceCollection AddCustomers(this IServiceCollection services)
    {
        services.AddSingleton(new NavItem(NavGroups.Customers, "Accounts", "/accounts", "account", "account.read") { Key = 'a', Order = 1, IsMain = true, Words = "companies" });
        services.AddSingleton(new NavItem(NavGroups.Customers, "Contacts", "/contacts", "contact", "contact.read") { Key = 'c', Order = 2, IsMain = true, Words = "people" });
        services.AddSingleton(new NavItem(NavGroups.Customers, "Products", "/products", "product", "product.read") { Key = 'o', Order = 3, Words = "price list" });
        services.AddSingleton(new PaletteAction("New account", "/accounts?new=1", "plus", "account.create", "add create company"));
        services.AddSingleton(new PaletteAction("New contact", "/contacts?new=1", "plus", "contact.create", "add create person"));
        services.AddSingleton(new PaletteAction("New product", "/products?new=1", "plus", "product.create", "add create"));
        services.AddSingleton<HeldRecords>(new HeldRecords<Account>("account", "accounts", db => db.Accounts, (account, owner, team) => account.AssignTo(owner, team)));
        services.AddSingleton<HeldRecords>(new HeldRecords<Contact>("contact", "contacts", db => db.Contacts, (contact, owner, team) => contact.AssignTo(owner, team)));
        services.AddSingleton(new RecordPlace(RecordKind.Account, "/accounts"));
        services.AddSingleton(new RecordPlace(RecordKind.Contact, "/contacts"));
        services.AddSingleton(new RecordPlace(RecordKind.Product, "/products"));
        services.AddSingleton(new RecordTab(RecordKind.Account, "Contacts", typeof(AccountContactsTab), "contact.read", 20));
        services.AddSingleton(new RecordTab(RecordKind.Account, "History", typeof(AccountHistoryTab), "account.read", 90));
        services.AddSingleton(new RecordTab(RecordKind.Contact, "History", typeof(ContactHistoryTab), "contact.read", 90));
        services.AddSingleton(new RecordTab(RecordKind.Product, "History", typeof(ProductHistoryTab), "product.read", 90));
        services.AddSingleton(new HitSource(RecordKind.Account, "account", "account.read", text => new FindAccounts(text)));
        services.AddSingleton(new HitSource(RecordKind.Contact, "contact", "contact.read", text => new FindContacts(text)));
        services.AddSingleton(new HitSource(RecordKind.Product, "product", "product.read", text => new FindProducts(text)));
        return services;
    }
}
