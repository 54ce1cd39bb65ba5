using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Access;

/// <summary>Starts a session for a person who has proved who they are. Sent by the sign-in itself.</summary>
[Needs("user.update")]
public sealed record StartSession(long UserId, SignInMethod Method, string? Device) : ICommand<StartedSession>;

public sealed record StartedSession(long SessionId, long UserId, string Name);

file sealed class Handler(CrmDb db, IdGenerator ids, TimeProvider clock) : IRequestHandler<StartSession, StartedSession>
{
    public async Task<StartedSession> Handle(StartSession request, CancellationToken cancellationToken)
    {
        var user = await db.Require<User>(request.UserId, cancellationToken);
        var session = user.SignIn(await ids.Next(cancellationToken), request.Method, request.Device, clock.GetUtcNow());
        db.Sessions.Add(session);
        await db.SaveChangesAsync(cancellationToken);
        return new StartedSession(session.Id, user.Id, user.Name);
    }
}
