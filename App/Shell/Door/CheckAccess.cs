using CrmLive.Access;
using CrmLive.Data;
using MediatR;

namespace CrmLive.Shell;

/// <summary>Third step: the policy decides before anything else runs; a denial is audited. Fields hidden from the actor are neither set nor shown.</summary>
internal sealed class CheckAccess<TRequest, TResponse>(CurrentWork work, CrmDb db, IdGenerator ids, TimeProvider clock)
    : IPipelineBehavior<TRequest, TResponse>
{
    private static readonly bool IsSoftwareOnly = typeof(TRequest).IsDefined(typeof(SoftwareOnlyAttribute), inherit: false);

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (IsSoftwareOnly && work.Actor.UserId is not null)
        {
            await Deny("Only the software sends this.", "Only the software does this; nobody may ask for it.", cancellationToken);
        }

        if (work.Work.Needs is { } needs)
        {
            var decision = AccessPolicy.Decide(work.Actor, needs);
            if (!decision.IsAllowed)
            {
                // Scopes are given to a key by their names; what a role lacks is told in words.
                await Deny(decision.Reason, work.Actor.IsWithin(needs) ? $"Your role does not let you {needs.Words}. Ask an administrator." : decision.Reason, cancellationToken);
            }
        }

        if (HiddenFields.FirstSet(request!, work.Actor.HiddenFields) is { } field)
        {
            var words = $"Your role does not see {field}, so it cannot change it either.";
            await Deny(words, words, cancellationToken);
        }

        var response = await next();
        HiddenFields.Blank(response, work.Actor.HiddenFields);
        return response;
    }

    private async Task Deny(string reason, string words, CancellationToken ct)
    {
        db.AuditEntries.Add(AuditTrail.Entry(work.Work with { Reason = reason }, await ids.Next(ct), clock.GetUtcNow(), AuditTrail.Denied));
        db.HasAudited = true;
        await db.SaveChangesAsync(ct);
        throw new AccessDenied(words);
    }
}
