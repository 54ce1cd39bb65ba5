namespace CrmLive.Customers;

/// <summary>Something that we sell, with its list price.</summary>
public sealed class Product : Record<ProductFields>, IPlainRecord<Product, ProductFields>
{
    private Product()
    {
    }

    public Product(long id, ProductFields fields)
        : base(id) => Apply(fields);

    public override RecordKind Kind => RecordKind.Product;

    public string Name { get; private set; } = "";

    public string? Series { get; private set; }

    /// <summary>List price in major units of <see cref="Currency"/>.</summary>
    public decimal ListPrice { get; private set; }

    public string Currency { get; private set; } = "EUR";

    public bool IsActive { get; private set; } = true;

    public static Product Create(long id, ProductFields fields, long? ownerId, long? teamId) => new(id, fields);

    public override ProductFields Fields() => new(Name, Series, ListPrice, Currency, IsActive);

    public override IEnumerable<SearchedText> SearchedTexts() => [SearchedText.OfName("name", Name), new("series", Series, "product.series")];

    public override void Edit(ProductFields fields) => Apply(fields);

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
