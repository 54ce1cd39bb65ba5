using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Hub;

/// <summary>Ends a key for good; the next request with it is refused. Returns its version.</summary>
[Needs("api_key.delete")]
public sealed record RevokeApiKey(long KeyId) : ICommand<long>;

file sealed class Handler(CrmDb db, TimeProvider clock) : IRequestHandler<RevokeApiKey, long>
{
    public async Task<long> Handle(RevokeApiKey request, CancellationToken cancellationToken)
    {
        var key = await db.Require<ApiKey>(request.KeyId, cancellationToken);
        key.Revoke(clock.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return key.Version;
    }
}
