using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>Signs one of one's own browsers out, at once.</summary>
[Open("Everybody may end their own sessions; those of others are not found.")]
public sealed record EndSession(long SessionId) : ICommand<bool>;

file sealed class Handler(CrmDb db, TimeProvider clock) : IRequestHandler<EndSession, bool>
{
    public async Task<bool> Handle(EndSession request, CancellationToken cancellationToken)
    {
        var session = await db.Sessions.SingleOrDefaultAsync(s => s.Id == request.SessionId && s.UserId == db.UserId, cancellationToken)
            ?? throw new NotFound(RecordKind.Session, request.SessionId);
        session.End(clock.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }
}
