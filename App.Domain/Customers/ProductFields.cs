using CrmLive.Access;

namespace CrmLive.Customers;

/// <summary>What a person may type about a product.</summary>
public sealed record ProductFields(
    string? Name,
    string? Series,
    [property: Field("product.list_price"), Together("list_price")] decimal? ListPrice,
    [property: Together("list_price")] string? Currency,
    bool IsActive = true);
