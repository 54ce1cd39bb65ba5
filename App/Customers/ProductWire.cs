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
}

/// <summary>A product. What your roles do not see is null.</summary>
public sealed record ProductResource(
    RecordId Id, string? Name, string? Series, decimal? ListPrice, string? Currency, bool IsActive, DateTimeOffset UpdatedAt, long Version);

/// <summary>A product in a list; the currency is null where the price is not shown.</summary>
public sealed record ProductItem(
    RecordId Id, string Name, string? Series, decimal? ListPrice, string? Currency, bool IsActive, DateTimeOffset UpdatedAt, long Version);

/// <summary>Which products, in which order.</summary>
public sealed record ProductQuery : RecordQuery
{
    /// <summary>Only what is sold now, or only what is not.</summary>
    public bool? IsActive { get; init; }

    internal override IEnumerable<(string Key, string? Value)> Equal() => [("is_active", IsActive is { } active ? active ? "true" : "false" : null)];
}
