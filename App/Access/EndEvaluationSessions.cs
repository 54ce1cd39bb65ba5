using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>Ends the sessions that were begun with one click. Returns how many there were. Sent when the evaluation is over.</summary>
[Needs("role.update")]
public sealed record EndEvaluationSessions : ICommand<int>, IHasReason
{
    public string Reason => "The evaluation is over.";
}

file sealed class Handler(CrmDb db, TimeProvider clock) : IRequestHandler<EndEvaluationSessions, int>
{
    public async Task<int> Handle(EndEvaluationSessions request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var left = await db.Sessions
            .Where(session => session.Method == Session.Evaluation && session.EndedAt == null)
            .ToListAsync(cancellationToken);
        left.ForEach(session => session.End(now));
        await db.SaveChangesAsync(cancellationToken);
        return left.Count;
    }
}
