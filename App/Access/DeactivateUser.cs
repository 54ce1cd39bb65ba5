using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>Locks a person out and ends their sessions. What they own stays theirs until somebody gives it away; see <see cref="HandOverRecords"/>.</summary>
[Needs("user.update")]
public sealed record DeactivateUser(long UserId, long? Version = null, string? Reason = null) : ICommand<long>, IRepeatable, IHasReason;

file sealed class Handler(CrmDb db, IdGenerator ids, TimeProvider clock) : IRequestHandler<DeactivateUser, long>
{
    public async Task<long> Handle(DeactivateUser request, CancellationToken cancellationToken)
    {
        var user = await db.Require<User>(request.UserId, request.Version, cancellationToken);
        await new RoleLinks(db, ids).ReleaseAll(user, cancellationToken);
        user.Deactivate();
        foreach (var session in await db.Sessions.Where(session => session.UserId == user.Id && session.EndedAt == null).ToListAsync(cancellationToken))
        {
            session.End(clock.GetUtcNow());
        }

        await db.SaveChangesAsync(cancellationToken);
        return user.Version;
    }
}
