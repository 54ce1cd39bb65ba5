namespace CrmLive.Customers;

/// <summary>Something that we sell, with its list price.</summary>
public sealed class Product : Entity, ISoftDeleted, ISearched
{
    private Product()
    {
    }

    public Product(long id, ProductFields fields)
        : base(id) => Apply(fields);

    public RecordKind Kind => RecordKind.Product;

    public string Name { get; private set; } = "";

    /// <summary>What the record is ordered by; see <see cref="NameFold"/>.</summary>
    public string NameKey { get; private set; } = "";

    public string? Series { get; private set; }

    /// <summary>List price in major units of <see cref="Currency"/>.</summary>
    public decimal ListPrice { get; private set; }

    public string Currency { get; private set; } = "EUR";

    public bool IsActive { get; private set; } = true;

    public DateTimeOffset? DeletedAt { get; private set; }

    /// <summary>What a person may type, as it is now.</summary>
    public ProductFields Fields() => new(Name, Series, ListPrice, Currency, IsActive);

    public IEnumerable<SearchedText> SearchedTexts() => [SearchedText.OfName("name", Name), new("series", Series, "product.series")];

    public void Edit(ProductFields fields) => Apply(fields);

    public void Delete(DateTimeOffset now) => DeletedAt ??= now;

    public void Restore() => DeletedAt = null;

    private void Apply(ProductFields fields)
    {
        var faults = new Faults();
        var name = faults.Take(() => Text.Required(fields.Name, "name"));
        var series = faults.Take(() => Text.Optional(fields.Series, "series", 100));
        var currency = faults.Take(() => Currencies.Known(fields.Currency, "currency"));
        var price = faults.Take(() => Price(fields.ListPrice, currency));
        faults.Throw();
        NameKey = NameFold.Key(name!);
        (Name, Series, ListPrice, Currency, IsActive) = (name!, series, price, currency!, fields.IsActive);
    }

    private decimal Price(decimal? typed, string? currency) => typed switch
    {
        null => throw new RuleBroken("field.required", "The list price is missing. Type an amount of zero or more.", "list_price"),
        < 0 or >= 1_000_000_000_000m => throw new RuleBroken("field.invalid", "The list price lies between zero and a trillion. Check it.", "list_price"),
        { } price => price == ListPrice && currency == Currency ? price : Currencies.Exact(price, currency, "list_price"),
    };
}
