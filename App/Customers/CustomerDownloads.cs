using CrmLive.Shell;
using CrmLive.Shell.Downloads;
using Microsoft.AspNetCore.Mvc;

namespace CrmLive.Customers;

/// <summary>The lists of accounts, contacts and products as files.</summary>
public static class CustomerDownloads
{
    private static readonly IReadOnlyList<SheetColumn<AccountRow>> Accounts =
    [
        new("id", row => new RecordId(RecordKind.Account, row.Id).ToString()),
        new("name", row => row.Name),
        new("industry", row => row.Industry),
        new("country", row => row.Country),
        new("employees", row => row.Employees, "account.employees"),
        new("annual_revenue", row => row.AnnualRevenue, "account.annual_revenue"),
        new("currency", row => row.RevenueCurrency, "account.annual_revenue"),
        new("owner", row => row.Owner),
        new("changed_at", row => row.ChangedAt),
    ];

    private static readonly IReadOnlyList<SheetColumn<ContactRow>> Contacts =
    [
        new("id", row => new RecordId(RecordKind.Contact, row.Id).ToString()),
        new("name", row => row.Name),
        new("title", row => row.Title),
        new("email", row => row.Email, "contact.email"),
        new("phone", row => row.Phone, "contact.phone"),
        new("account", row => row.Account),
        new("owner", row => row.Owner),
        new("changed_at", row => row.ChangedAt),
    ];

    private static readonly IReadOnlyList<SheetColumn<ProductRow>> Products =
    [
        new("id", row => new RecordId(RecordKind.Product, row.Id).ToString()),
        new("name", row => row.Name),
        new("series", row => row.Series),
        new("list_price", row => row.ListPrice, "product.list_price"),
        new("currency", row => row.Currency),
        new("is_active", row => row.IsActive),
        new("changed_at", row => row.ChangedAt),
    ];

    public static IEndpointRouteBuilder MapCustomersExports(this IEndpointRouteBuilder routes)
    {
        routes.MapDownload("/accounts/export.{format}", (string format, [AsParameters] Listed list, HttpContext http, Dispatcher door) =>
            new SheetDownload<AccountRow>("accounts", new ExportAccounts(Asked(http)), list.Accounts, Accounts).Write(http, door, format));
        routes.MapDownload("/contacts/export.{format}", (string format, [AsParameters] Listed list, HttpContext http, Dispatcher door) =>
            new SheetDownload<ContactRow>("contacts", new ExportContacts(Asked(http)), list.Contacts, Contacts).Write(http, door, format));
        routes.MapDownload("/products/export.{format}", (string format, [AsParameters] Listed list, HttpContext http, Dispatcher door) =>
            new SheetDownload<ProductRow>("products", new ExportProducts(Asked(http)), list.Products, Products).Write(http, door, format));
        return routes;
    }

    private static string Asked(HttpContext http) => http.Request.Path + http.Request.QueryString;

    // The address of a list page, as its filters write it.
    private sealed record Listed(
        [FromQuery(Name = "q")] string? Search = null,
        [FromQuery(Name = "owner")] string? Owner = null,
        [FromQuery(Name = "account")] string? Account = null,
        [FromQuery(Name = "industry")] string? Industry = null,
        [FromQuery(Name = "active")] string? Active = null,
        [FromQuery(Name = "sort")] string? Sort = null,
        [FromQuery(Name = "down")] string? Down = null,
        [FromQuery(Name = "bin")] string? Bin = null)
    {
        private const int Take = 200;

        private string? Wanted => AddressText.Text(Search);

        private bool IsDown => AddressText.Flag(Down);

        private bool InBin => AddressText.Flag(Bin);

        private long? OwnerId => AddressText.Id(Owner, RecordKind.User);

        private long? AccountId => AddressText.Id(Account, RecordKind.Account);

        private ListOrder Order => Sort == "changed" ? ListOrder.Changed : ListOrder.Name;

        public ListAccounts Accounts(string? cursor) => new(Wanted, OwnerId, AddressText.Text(Industry), Order, IsDown, InBin, cursor, Take);

        public ListContacts Contacts(string? cursor) => new(Wanted, OwnerId, AccountId, Order, IsDown, InBin, cursor, Take);

        public ListProducts Products(string? cursor) => new(Wanted, AddressText.Flag(Active) ? true : null, Order, IsDown, InBin, cursor, Take);
    }
}
