using CrmLive.Shell;

namespace CrmLive.Customers;

/// <summary>What can be written about a product.</summary>
public sealed record ProductInput
{
    public string? Name { get; init; }

    public string? Series { get; init; }

    /// <summary>In major units of currency.</summary>
    public decimal? ListPrice { get; init; }

    /// <summary>ISO 4217, such as EUR.</summary>
    public string? Currency { get; init; }

    /// <summary>Whether it is sold now.</summary>
    public bool IsActive { get; init; } = true;

    internal static ProductInput Of(ProductFields fields) => new()
    {
        Name = fields.Name,
        Series = fields.Series,
        ListPrice = fields.ListPrice,
        Currency = fields.Currency,
        IsActive = fields.IsActive,
    };

    internal ProductFields Fields() => new(Name, Series, ListPrice, Currency, IsActive);
}

/// <summary>A product. What your roles do not see is null.</summary>
public sealed record ProductResource(
    RecordId Id, string? Name, string? Series, decimal? ListPrice, string? Currency, bool IsActive, DateTimeOffset UpdatedAt, long Version)
{
    internal static ProductResource Of(ProductDetails product) => new(
        product.Id.Id(RecordKind.Product), product.Fields.Name, product.Fields.Series, product.Fields.ListPrice, product.Fields.Currency,
        product.Fields.IsActive, product.ChangedAt, product.Version);
}

/// <summary>A product in a list.</summary>
public sealed record ProductItem(
    RecordId Id, string Name, string? Series, decimal? ListPrice, string Currency, bool IsActive, DateTimeOffset UpdatedAt, long Version)
{
    internal static ProductItem Of(ProductRow row) => new(
        row.Id.Id(RecordKind.Product), row.Name, row.Series, row.ListPrice, row.Currency, row.IsActive, row.ChangedAt, row.Version);
}

/// <summary>Which products, in which order.</summary>
public sealed record ProductQuery
{
    /// <summary>Words of the name or the series, or what they begin with; case and accents do not count.</summary>
    public string? Search { get; init; }

    /// <summary>Only what is sold now, or only what is not.</summary>
    public bool? IsActive { get; init; }

    /// <summary>Those in the bin instead.</summary>
    public bool InBin { get; init; }

    /// <summary>name or updated_at; with a hyphen before it the other way round.</summary>
    public string? Sort { get; init; }

    /// <summary>The next_cursor of the page before, with the same filters and the same order.</summary>
    public string? Cursor { get; init; }

    /// <summary>Records per page, 1 to 200.</summary>
    public int Limit { get; init; } = 50;

    internal ListProducts Request()
    {
        var (order, turned) = CustomersRoutes.Order(Sort);
        return new ListProducts(Search, IsActive, order, turned, InBin, Cursor, Limit);
    }
}
