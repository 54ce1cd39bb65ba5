using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>Signs everybody of the tenant out. Returns how many sessions ended.</summary>
[Needs("role.update")]
public sealed record EndAllSessions(string? Reason = null) : ICommand<int>, IHasReason;

file sealed class Handler(CrmDb db, TimeProvider clock) : IRequestHandler<EndAllSessions, int>
{
    public async Task<int> Handle(EndAllSessions request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var live = await db.Sessions.Where(session => session.EndedAt == null && session.ExpiresAt > now).ToListAsync(cancellationToken);
        live.ForEach(session => session.End(now));
        await db.SaveChangesAsync(cancellationToken);
        return live.Count;
    }
}
