namespace CrmLive.Pipeline;

/// <summary>A product that is sold with a deal, in the currency of the deal.</summary>
public sealed class DealLine : Entity
{
    private DealLine()
    {
    }

    internal DealLine(long id, long dealId, long productId, int position, LineTerms terms)
        : base(id)
    {
        DealId = dealId;
        ProductId = productId;
        Position = position;
        Agree(terms);
    }

    public long DealId { get; private set; }

    public long ProductId { get; private set; }

    public int Position { get; private set; }

    public decimal Quantity { get; private set; }

    public decimal UnitPrice { get; private set; }

    /// <summary>Share of the price that is let off, 0 to 1.</summary>
    public decimal Discount { get; private set; }

    /// <summary>What the line comes to, rounded to cents.</summary>
    public decimal Sum => Math.Round(Quantity * UnitPrice * (1 - Discount), 2, MidpointRounding.AwayFromZero);

    public LineTerms Terms() => new(Quantity, UnitPrice, Discount);

    internal void Agree(LineTerms terms)
    {
        var faults = new Faults();
        var quantity = faults.Take(() => terms.Quantity is > 0 and < 1_000_000_000m ? decimal.Round(terms.Quantity, 4)
            : throw new RuleBroken("field.invalid", "The quantity lies above zero and below a billion. Check it.", "quantity"));
        var price = faults.Take(() => terms.UnitPrice is >= 0 and < 1_000_000_000_000m ? decimal.Round(terms.UnitPrice, 4)
            : throw new RuleBroken("field.invalid", "The unit price lies between zero and a trillion. Check it.", "unit_price"));
        var discount = faults.Take(() => terms.Discount is >= 0 and <= 1 ? decimal.Round(terms.Discount, 4)
            : throw new RuleBroken("field.invalid", "The discount lies between 0 and 100 %. Check it.", "discount"));
        faults.Throw();
        (Quantity, UnitPrice, Discount) = (quantity, price, discount);
    }
}

/// <summary>How much of a product, and what for.</summary>
/// <param name="Discount">0 to 1.</param>
public sealed record LineTerms(decimal Quantity, decimal UnitPrice, decimal Discount);
