using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Pipeline;

/// <summary>Changes what is typed on a card of the board. Returns the new version.</summary>
/// <param name="Version">The version of the card that the person saw; what others changed since is merged, and refused where both changed the same field.</param>
[Needs("opportunity.update")]
public sealed record EditCard(long DealId, CardFields Fields, long? Version = null) : IEdit
{
    public IEdit Over(object fields, long version) => this with { Fields = (CardFields)fields, Version = version };
}

/// <summary>The fields of a card that are typed on it.</summary>
public sealed record CardFields(
    [property: Field("opportunity.amount")] decimal? Amount,
    [property: Field("opportunity.next_step")] string? NextStep,
    DateOnly? ExpectedClose,
    long? OwnerId);

file sealed class Handler(CrmDb db, EditMerge edits) : IRequestHandler<EditCard, long>
{
    public async Task<long> Handle(EditCard request, CancellationToken cancellationToken)
    {
        var deal = await db.Require<Deal>(request.DealId, cancellationToken);
        var typed = await edits.Of(
            deal, row => new CardFields(row.Amount, row.NextStep, row.ExpectedClose, row.OwnerId), request.Fields, request.Version, isExact: false, cancellationToken);
        deal.Edit(deal.Fields() with { Amount = typed.Amount ?? 0m, NextStep = typed.NextStep, ExpectedClose = typed.ExpectedClose });
        await DealReferences.Give(db, deal, typed.OwnerId, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return deal.Version;
    }
}
