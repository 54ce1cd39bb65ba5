using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Hub;

/// <summary>The keys of a tenant, the newest first, revoked ones included.</summary>
[Needs("api_key.read")]
public sealed record ListApiKeys : IQuery<IReadOnlyList<ApiKeyRow>>;

public sealed record ApiKeyRow(
    long Id,
    string Hint,
    string? Label,
    string User,
    IReadOnlyList<string> Scopes,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastUsedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt);

file sealed class Handler(CrmDb db) : IRequestHandler<ListApiKeys, IReadOnlyList<ApiKeyRow>>
{
    private const int Most = 500;

    public async Task<IReadOnlyList<ApiKeyRow>> Handle(ListApiKeys request, CancellationToken cancellationToken) =>
        await db.ApiKeys.AsNoTracking()
            .OrderByDescending(key => key.Id)
            .Take(Most)
            .Select(key => new ApiKeyRow(
                key.Id, key.Hint, key.Label, db.Users.Where(user => user.Id == key.UserId).Select(user => user.Name).First(),
                key.Scopes, key.CreatedAt, key.LastUsedAt, key.ExpiresAt, key.RevokedAt))
            .ToListAsync(cancellationToken);
}
