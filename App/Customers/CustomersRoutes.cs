using CrmLive.Shell;
using CrmLive.Shell.Downloads;

namespace CrmLive.Customers;

/// <summary>Accounts, contacts, leads and products over REST and as files.</summary>
public static class CustomersRoutes
{
    public static RouteGroupBuilder MapCustomersRoutes(this RouteGroupBuilder api) => api
        .MapRecord<Account, AccountFields, NewAccount, AccountInput, AccountResource, AccountItem, AccountQuery>()
        .MapRecord<Contact, ContactFields, NewContact, ContactInput, ContactResource, ContactItem, ContactQuery>()
        .MapRecord<Lead, LeadFields, NewLead, LeadInput, LeadResource, LeadItem, LeadQuery>()
        .MapRecord<Product, ProductFields, ProductInput, ProductInput, ProductResource, ProductItem, ProductQuery>();

    public static IEndpointRouteBuilder MapCustomersExports(this IEndpointRouteBuilder routes) => routes
        .MapRecordExport<Account>().MapRecordExport<Contact>().MapRecordExport<Lead>().MapRecordExport<Product>();
}
