namespace CrmLive.Pipeline;

/// <summary>What is sold with a deal. The amount is typed, or it is the sum of these lines: that sum is computed here and nowhere else.</summary>
public sealed partial class Deal
{
    public const int MostLines = 200;

    private readonly List<DealLine> _lines = [];

    /// <summary>Loaded where they are worked with.</summary>
    public IReadOnlyList<DealLine> Lines => _lines;

    /// <summary>The amount is the sum of the lines.</summary>
    public bool AmountFollowsLines { get; private set; }

    public DealLine AddLine(long lineId, long productId, LineTerms terms)
    {
        if (_lines.Count >= MostLines)
        {
            throw new RuleBroken("deal.too_many_lines", $"A deal has up to {MostLines} product lines. Sum some of them up.");
        }

        var line = new DealLine(lineId, this, productId, _lines.Select(other => other.Position).DefaultIfEmpty(-1).Max() + 1, terms);
        _lines.Add(line);
        Sum();
        Record(new DealLineAdded(Id, productId, line.Quantity, line.UnitPrice, line.Discount, Amount));
        return line;
    }

    /// <summary>Changes the terms of a line.</summary>
    public void ChangeLine(long lineId, LineTerms terms)
    {
        var line = Line(lineId);
        line.Agree(terms, Currency);
        Sum();
        Record(new DealLineChanged(Id, line.ProductId, line.Quantity, line.UnitPrice, line.Discount, Amount));
    }

    public DealLine RemoveLine(long lineId)
    {
        var line = Line(lineId);
        _lines.Remove(line);
        Sum();
        Record(new DealLineRemoved(Id, line.ProductId, Amount));
        return line;
    }

    /// <summary>Puts a removed line back, under a number of its own.</summary>
    /// <param name="former">As it was; null where nothing is known of it.</param>
    public DealLine RestoreLine(long lineId, long removedId, DealLine? former) => former is null || _lines.Exists(line => line.Id == removedId)
        ? throw new RuleBroken("deal.line_not_removed", "This product line was not removed, so there is nothing to put back.", "line_id")
        : AddLine(lineId, former.ProductId, former.Terms());

    /// <summary>Says whether the amount is the sum of the lines from now on. When it stops to follow, it stays what it was.</summary>
    public void FollowLines(bool follows)
    {
        if (AmountFollowsLines != follows)
        {
            AmountFollowsLines = follows;
            Sum();
        }
    }

    public DealLine Line(long lineId) => _lines.Find(line => line.Id == lineId)
        ?? throw new RuleBroken("deal.no_line", "This product line is gone. Somebody may have removed it.", "line_id");

    private void Sum()
    {
        if (AmountFollowsLines)
        {
            Amount = InRange(_lines.Sum(line => line.SumIn(Currency)));
        }
    }

    // What stands there already stays, also where it is of a time that allowed more decimals.
    private decimal Typed(decimal amount) => amount == Amount ? amount
        : !AmountFollowsLines ? Currencies.Exact(InRange(amount), Currency, "amount")
        : throw new RuleBroken("deal.amount_follows", "The amount is the sum of the products. Change a product line, or let the amount be typed again.", "amount");

    private static decimal InRange(decimal amount) => amount is >= 0 and < 1_000_000_000_000m
        ? amount
        : throw new RuleBroken("field.invalid", "The amount lies between 0 and a trillion. Check it.", "amount");
}
