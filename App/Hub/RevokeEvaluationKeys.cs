using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Hub;

/// <summary>Revokes the keys that were made in a one-click session. Returns how many there were. Sent when the evaluation is over.</summary>
[Needs("api_key.delete")]
public sealed record RevokeEvaluationKeys : ICommand<int>, IHasReason
{
    public string Reason => "The evaluation is over.";
}

file sealed class Handler(CrmDb db, TimeProvider clock) : IRequestHandler<RevokeEvaluationKeys, int>
{
    public async Task<int> Handle(RevokeEvaluationKeys request, CancellationToken cancellationToken)
    {
        var left = await db.ApiKeys.Where(key => key.Method == Session.Evaluation && key.RevokedAt == null).ToListAsync(cancellationToken);
        left.ForEach(key => key.Revoke(clock.GetUtcNow()));
        await db.SaveChangesAsync(cancellationToken);
        return left.Count;
    }
}
