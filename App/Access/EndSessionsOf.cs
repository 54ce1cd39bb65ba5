using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>Signs a person out everywhere. Returns how many sessions ended.</summary>
[Needs("user.update")]
public sealed record EndSessionsOf(long UserId, string? Reason = null) : ICommand<int>, IHasReason;

file sealed class Handler(CrmDb db, TimeProvider clock) : IRequestHandler<EndSessionsOf, int>
{
    public async Task<int> Handle(EndSessionsOf request, CancellationToken cancellationToken)
    {
        var user = await db.Require<User>(request.UserId, cancellationToken);
        var now = clock.GetUtcNow();
        var live = await db.Sessions.Where(s => s.UserId == user.Id && s.EndedAt == null && s.ExpiresAt > now).ToListAsync(cancellationToken);
        live.ForEach(session => session.End(now));
        await db.SaveChangesAsync(cancellationToken);
        return live.Count;
    }
}
