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
        routes.MapGet("/accounts/export.{format}", (string format, [AsParameters] Listed list, HttpContext http, Dispatcher door) =>
            new SheetDownload<AccountRow>("accounts", new ExportAccounts(Asked(http)), list.Accounts, Accounts).Write(http, door, format)).RequireAuthorization();
        routes.MapGet("/contacts/export.{format}", (string format, [AsParameters] Listed list, HttpContext http, Dispatcher door) =>
            new SheetDownload<ContactRow>("contacts", new ExportContacts(Asked(http)), list.Contacts, Contacts).Write(http, door, format)).RequireAuthorization();
        routes.MapGet("/products/export.{format}", (string format, [AsParameters] Listed list, HttpContext http, Dispatcher door) =>
            new SheetDownload<ProductRow>("products", new ExportProducts(Asked(http)), list.Products, Products).Write(http, door, format)).RequireAuthorization();
        return routes;
    }

    private static string Asked(HttpContext http) => http.Request.Path + http.Request.QueryString;

    // The address of a list page, as its filters write it.
    private sealed record Listed(
        [FromQuery(Name = "q")] string? Search = null,
        [FromQuery(Name = "owner")] string? Owner = null,
        [FromQuery(Name = "industry")] string? Industry = null,
        [FromQuery(Name = "active")] bool? Active = null,
        [FromQuery(Name = "sort")] string? Sort = null,
        [FromQuery(Name = "down")] bool? Down = null,
        [FromQuery(Name = "bin")] bool? Bin = null)
    {
        private const int Take = 200;

        private long? OwnerId => RecordId.TryParse(Owner, RecordKind.User, out var id) ? id : null;

        private ListOrder Order => Sort == "changed" ? ListOrder.Changed : ListOrder.Name;

        public ListAccounts Accounts(string? cursor) => new(Search, OwnerId, Industry, Order, Down == true, Bin == true, cursor, Take);

        public ListContacts Contacts(string? cursor) => new(Search, OwnerId, null, Order, Down == true, Bin == true, cursor, Take);

        public ListProducts Products(string? cursor) => new(Search, Active == true ? true : null, Order, Down == true, Bin == true, cursor, Take);
    }
}
