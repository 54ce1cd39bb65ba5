using CrmLive.Shell;

namespace CrmLive.Customers;

/// <summary>Accounts, contacts and products over REST.</summary>
public static class CustomersRoutes
{
    public static RouteGroupBuilder MapCustomersRoutes(this RouteGroupBuilder api)
    {
        AccountRoutes.Map(api);
        ContactRoutes.Map(api);
        ProductRoutes.Map(api);
        return api;
    }

    /// <summary>By name from A, by last change from the oldest; the lists start from the newest change.</summary>
    internal static (ListOrder Order, bool Turned) Order(string? sort)
    {
        var (order, descending) = Sorted.By(sort, ("name", ListOrder.Name), ("updated_at", ListOrder.Changed));
        return (order, order == ListOrder.Changed ? !descending : descending);
    }
}
