using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>Keeps a session in use alive. Answers when it ends now.</summary>
[Open("A session that works prolongs itself.")]
public sealed record ProlongSession(long SessionId) : ICommand<DateTimeOffset>;

file sealed class Handler(CrmDb db, TimeProvider clock) : IRequestHandler<ProlongSession, DateTimeOffset>
{
    public async Task<DateTimeOffset> Handle(ProlongSession request, CancellationToken cancellationToken)
    {
        var session = await db.Sessions.SingleOrDefaultAsync(s => s.Id == request.SessionId && s.UserId == db.UserId, cancellationToken)
            ?? throw new NotFound(RecordKind.Session, request.SessionId);
        session.Prolong(clock.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return session.ExpiresAt;
    }
}
