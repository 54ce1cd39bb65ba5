using CrmLive.Access;

namespace CrmLive.Hub;

/// <summary>Lets another program act as one person, within some of their rights. Of its secret only the hash is known.</summary>
public sealed class ApiKey : Entity, IRecord
{
    private ApiKey()
    {
    }

    /// <param name="hint">How the secret begins, so that people tell their keys apart.</param>
    /// <param name="hash">SHA-256 of the whole secret, lower-case hexadecimal.</param>
    /// <param name="method">How the person who makes it is signed in; null at the command line.</param>
    /// <param name="expiresAt">From then on it is refused; null for never.</param>
    public ApiKey(
        long id, long userId, string? label, string hint, string hash, IEnumerable<string> scopes, DateTimeOffset now,
        string? method = null, DateTimeOffset? expiresAt = null)
        : base(id)
    {
        UserId = userId;
        Label = Text.Optional(label, "label", 100);
        Hint = hint;
        Hash = hash;
        Scopes = [.. scopes.Distinct().Order(StringComparer.Ordinal)];
        CreatedAt = now;
        Method = method;
        ExpiresAt = expiresAt is not { } end || end > now
            ? expiresAt
            : throw new RuleBroken("key.expires_in_past", "The key would have expired already. Choose a later day.", "expires_at");
        CheckScopes();
    }

    public RecordKind Kind => RecordKind.ApiKey;

    public long UserId { get; private set; }

    public string? Label { get; private set; }

    public string Hint { get; private set; } = "";

    public string Hash { get; private set; } = "";

    /// <summary>Permissions as <c>entity.action</c>; the person's roles have to grant them as well.</summary>
    public List<string> Scopes { get; private set; } = [];

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>How the person who made it was signed in, as in <see cref="Session.Method"/>; null for the command line.</summary>
    public string? Method { get; private set; }

    /// <summary>From then on the key is refused; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; private set; }

    /// <summary>To the hour: a use is not worth a write.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;

    private void CheckScopes()
    {
        if (Scopes.Count == 0)
        {
            throw new RuleBroken("key.no_scope", "A key needs at least one scope, such as opportunity.read.", "scopes");
        }

        if (Scopes.Find(scope => !IsPermission(scope)) is { } unknown)
        {
            throw new RuleBroken("key.unknown_scope", $"There is no scope '{unknown}'. Scopes are permissions, such as opportunity.read.", "scopes");
        }
    }

    private static bool IsPermission(string scope) =>
        Catalogue.Actions.Any(entity => entity.Value.Any(action => scope == new Permission(entity.Key, action).ToString()));
}
