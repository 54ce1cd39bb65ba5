using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;

namespace CrmLive.Pipeline;

/// <summary>Puts somebody's own estimate in the place of the stage's probability, until the deal changes stage. Returns the new version.</summary>
/// <param name="Share">0 to 1.</param>
[Needs("opportunity.update")]
public sealed record OverrideProbability(long DealId, [property: Field("opportunity.probability")] decimal? Share, string? Reason, long? Version = null)
    : ICommand<long>, IHasReason, IRepeatable;

file sealed class Rules : AbstractValidator<OverrideProbability>
{
    public Rules()
    {
        RuleFor(estimate => estimate.Share).NotNull().WithMessage("The probability is missing. Type a percentage.");
        RuleFor(estimate => estimate.Reason).NotEmpty().WithMessage("The reason is missing. Say in a few words why you expect something else.").MaximumLength(Text.NoteLength);
    }
}

file sealed class Handler(CrmDb db, TimeProvider clock) : IRequestHandler<OverrideProbability, long>
{
    public async Task<long> Handle(OverrideProbability request, CancellationToken cancellationToken)
    {
        ProbabilityAccess.Check(db);
        var deal = await db.Require<Deal>(request.DealId, request.Version, cancellationToken);
        deal.OverrideProbability(request.Share!.Value, request.Reason, db.UserId, clock.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return deal.Version;
    }
}

/// <summary>Who does not see probabilities does not set them, not even to zero.</summary>
internal static class ProbabilityAccess
{
    public static void Check(CrmDb db)
    {
        if (db.Work.Actor.HiddenFields.Contains("opportunity.probability"))
        {
            throw new AccessDenied("Your role does not see probabilities, so it cannot change them either.");
        }
    }
}
