using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Access;

/// <summary>Lets a person sign in again, with the roles and teams that they had.</summary>
[Needs("user.update")]
public sealed record ActivateUser(long UserId, long? Version = null, string? Reason = null) : ICommand<long>, IRepeatable, IHasReason;

file sealed class Handler(CrmDb db) : IRequestHandler<ActivateUser, long>
{
    public async Task<long> Handle(ActivateUser request, CancellationToken cancellationToken)
    {
        var user = await db.Require<User>(request.UserId, request.Version, cancellationToken);
        user.Activate();
        await db.SaveChangesAsync(cancellationToken);
        return user.Version;
    }
}
