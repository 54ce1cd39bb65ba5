using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Pipeline;

/// <summary>
/// Changes what stands on a card. A field that was not changed keeps whatever value it has by now; one that somebody else has changed meanwhile is refused.
/// Sent again with both turned round it takes itself back. Returns the new version.
/// </summary>
/// <param name="Was">What the person saw.</param>
/// <param name="Now">What it shall be.</param>
[Needs("opportunity.update")]
public sealed record EditCard(long DealId, CardFields Was, CardFields Now) : ICommand<long>, IRepeatable;

/// <summary>The fields of a card that are typed on it.</summary>
public sealed record CardFields(
    [property: Field("opportunity.amount")] decimal? Amount,
    [property: Field("opportunity.next_step")] string? NextStep,
    DateOnly? ExpectedClose,
    long? OwnerId);

file sealed class Handler(CrmDb db) : IRequestHandler<EditCard, long>
{
    public async Task<long> Handle(EditCard request, CancellationToken cancellationToken)
    {
        var deal = await db.Require<Deal>(request.DealId, cancellationToken);
        var (was, now) = (request.Was, request.Now);
        var fields = deal.Fields();
        deal.Edit(fields with
        {
            Amount = Changed("amount", was.Amount, now.Amount, fields.Amount, amount => $"{amount:#,##0.##}") ?? 0m,
            NextStep = Changed("next_step", was.NextStep, now.NextStep, fields.NextStep, step => $"{step}"),
            ExpectedClose = Changed("expected_close", was.ExpectedClose, now.ExpectedClose, fields.ExpectedClose, day => $"{day:d MMM yyyy}"),
        });
        if (Changed("owner_id", was.OwnerId, now.OwnerId, deal.OwnerId, _ => $"another owner") is var owner && owner != deal.OwnerId)
        {
            var responsible = await DealReferences.Responsible(db, owner, cancellationToken);
            deal.AssignTo(responsible.OwnerId, responsible.TeamId);
        }

        await db.SaveChangesAsync(cancellationToken);
        return deal.Version;
    }

    private static T? Changed<T>(string field, T? was, T? now, T? present, Func<T, FormattableString> words) =>
        Equals(was, now) ? present
        : Equals(was, present) || Equals(now, present) ? now
        : throw new RuleBroken("deal.changed_since", $"Somebody has changed this meanwhile to {(present is null ? "nothing" : FormattableString.Invariant(words(present)))}. Look at it and type it again.", field);
}
