using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Pipeline;

/// <summary>Changes a product line of a deal; what is null stays. Returns the deal's new version.</summary>
/// <param name="Discount">0 to 1.</param>
[Needs("opportunity.update")]
public sealed record ChangeDealLine(
    long DealId,
    long LineId,
    decimal? Quantity = null,
    [property: Field("opportunity.amount")] decimal? UnitPrice = null,
    [property: Field("opportunity.amount")] decimal? Discount = null) : ICommand<long>, IRepeatable;

file sealed class Handler(CrmDb db) : IRequestHandler<ChangeDealLine, long>
{
    public async Task<long> Handle(ChangeDealLine request, CancellationToken cancellationToken)
    {
        var deal = await db.Require<Deal>(request.DealId, cancellationToken);
        DealMoney.Check(db, request.UnitPrice ?? request.Discount);
        await db.Entry(deal).Collection(d => d.Lines).LoadAsync(cancellationToken);
        var terms = deal.Line(request.LineId).Terms();
        deal.ChangeLine(request.LineId, new LineTerms(
            request.Quantity ?? terms.Quantity, request.UnitPrice ?? terms.UnitPrice, request.Discount ?? terms.Discount));
        await db.SaveChangesAsync(cancellationToken);
        return deal.Version;
    }
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
