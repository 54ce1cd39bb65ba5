namespace CrmLive.Customers;

/// <summary>What a product is.</summary>
public sealed class ProductType : RecordType<Product, ProductFields>
{
    public ProductType()
        : base(RecordKind.Product, "products")
    {
        Purpose = "Products are what you sell, with their list prices. Deals name them.";
        Words = "price list";
        Name = Named(product => product.Name);
        Note = Named(product => product.Series);
        Field(FieldFamily.Text, product => product.Name, field => field with { IsName = true, IsRequired = true, IsAsked = true });
        Field(FieldFamily.Text, product => product.Series, field => field with { IsColumn = true, IsAsked = true });
        Money(product => product.ListPrice, product => product.Currency, field => field with { IsHideable = true, IsColumn = true, IsRequired = true, IsAsked = true });
        Field(FieldFamily.YesNo, product => product.IsActive, field => field with { Label = "Sold now", IsColumn = true });
    }
}
