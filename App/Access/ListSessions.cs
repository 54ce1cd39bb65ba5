using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>Where I am signed in.</summary>
/// <param name="CurrentId">The session that asks, marked in the answer.</param>
[Open("A person sees only their own sessions.")]
public sealed record ListSessions(long? CurrentId = null) : IQuery<IReadOnlyList<SessionRow>>;

/// <param name="Device">The browser as it names itself.</param>
public sealed record SessionRow(long Id, string? Device, string Method, DateTimeOffset StartedAt, DateTimeOffset ExpiresAt, bool IsCurrent);

file sealed class Handler(CrmDb db, TimeProvider clock) : IRequestHandler<ListSessions, IReadOnlyList<SessionRow>>
{
    public async Task<IReadOnlyList<SessionRow>> Handle(ListSessions request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return await db.Sessions.AsNoTracking()
            .Where(session => session.UserId == db.UserId && session.EndedAt == null && session.ExpiresAt > now)
            .OrderByDescending(session => session.StartedAt)
            .Take(100)
            .Select(session => new SessionRow(
                session.Id, session.Device, session.Method, session.StartedAt, session.ExpiresAt, session.Id == request.CurrentId))
            .ToListAsync(cancellationToken);
    }
}
