namespace CrmLive.Pipeline;

/// <summary>A product that is sold with a deal, in the currency of the deal.</summary>
public sealed class DealLine : Entity
{
    private DealLine()
    {
    }

    internal DealLine(long id, Deal deal, long productId, int position, LineTerms terms)
        : base(id)
    {
        DealId = deal.Id;
        ProductId = productId;
        Position = position;
        Agree(terms, deal.Currency);
    }

    public long DealId { get; private set; }

    public long ProductId { get; private set; }

    public int Position { get; private set; }

    public decimal Quantity { get; private set; }

    public decimal UnitPrice { get; private set; }

    /// <summary>Share of the price that is let off, 0 to 1.</summary>
    public decimal Discount { get; private set; }

    /// <summary>What the line comes to, in the decimals of the deal's currency.</summary>
    public decimal SumIn(string currency) => Currencies.Rounded(Quantity * UnitPrice * (1 - Discount), currency);

    public LineTerms Terms() => new(Quantity, UnitPrice, Discount);

    internal void Agree(LineTerms terms, string currency)
    {
        var faults = new Faults();
        var quantity = faults.Take(() => terms.Quantity is > 0 and < 1_000_000_000m ? Exact(terms.Quantity, "quantity", "A quantity has up to 4 decimals. Type it with fewer.")
            : throw new RuleBroken("field.invalid", "The quantity lies above zero and below a billion. Check it.", "quantity"));
        var price = faults.Take(() => terms.UnitPrice == UnitPrice ? UnitPrice
            : terms.UnitPrice is >= 0 and < 1_000_000_000_000m ? Currencies.Exact(terms.UnitPrice, currency, "unit_price")
            : throw new RuleBroken("field.invalid", "The unit price lies between zero and a trillion. Check it.", "unit_price"));
        var discount = faults.Take(() => terms.Discount is >= 0 and <= 1 ? Exact(terms.Discount, "discount", "A discount has up to 2 decimals of a percent. Type it with fewer.")
            : throw new RuleBroken("field.invalid", "The discount lies between 0 and 100 %. Check it.", "discount"));
        faults.Throw();
        (Quantity, UnitPrice, Discount) = (quantity, price, discount);
    }

    private static decimal Exact(decimal typed, string field, string sentence) =>
        decimal.Round(typed, 4) == typed ? typed : throw new RuleBroken("number.decimals", sentence, field);
}

/// <summary>How much of a product, and what for.</summary>
/// <param name="Discount">0 to 1.</param>
public sealed record LineTerms(decimal Quantity, decimal UnitPrice, decimal Discount);
