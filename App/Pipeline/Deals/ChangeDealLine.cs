using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Pipeline;

/// <summary>Changes a product line of a deal. Terms that the person cannot see stay as they are. Returns the deal's new version.</summary>
/// <param name="Version">The version of the line that the person saw; what others changed since is merged, and refused where both changed the same.</param>
/// <param name="DealVersion">Refuse where the deal is at another version than this.</param>
[Needs("opportunity.update")]
public sealed record ChangeDealLine(long DealId, long LineId, LineFields Fields, long? Version = null, long? DealVersion = null) : IEdit
{
    public IEdit Over(object fields, long version) => this with { Fields = (LineFields)fields, Version = version };
}

/// <summary>What a person may type about a product line.</summary>
/// <param name="UnitPrice">Null for a person from whom amounts are hidden.</param>
/// <param name="Discount">0 to 1.</param>
public sealed record LineFields(
    decimal Quantity,
    [property: Field("opportunity.amount")] decimal? UnitPrice = null,
    [property: Field("opportunity.amount")] decimal? Discount = null);

file sealed class Handler(CrmDb db, EditMerge edits) : IRequestHandler<ChangeDealLine, long>
{
    public async Task<long> Handle(ChangeDealLine request, CancellationToken cancellationToken)
    {
        var deal = await db.Require<Deal>(request.DealId, request.DealVersion, cancellationToken);
        DealMoney.Check(db, request.Fields.UnitPrice ?? request.Fields.Discount);
        await db.Entry(deal).Collection(d => d.Lines).LoadAsync(cancellationToken);
        var line = deal.Line(request.LineId);
        var fields = await edits.OfPart(deal, line, Fields, request.Fields, request.Version, cancellationToken);
        var price = fields.UnitPrice ?? throw InvalidInput.Of("unit_price", "required", "The unit price is missing. Type it.");
        deal.ChangeLine(line.Id, new LineTerms(fields.Quantity, price, fields.Discount ?? 0m));
        await db.SaveChangesAsync(cancellationToken);
        return deal.Version;
    }

    private static LineFields Fields(DealLine line) => new(line.Quantity, line.UnitPrice, line.Discount);
}

/// <summary>Who does not see amounts does not set them, not even to zero.</summary>
internal static class DealMoney
{
    public static void Check(CrmDb db, decimal? typed)
    {
        if (typed is not null && db.Work.Actor.HiddenFields.Contains("opportunity.amount"))
        {
            throw new AccessDenied("Your role does not see amounts, so it cannot change them either.");
        }
    }
}
