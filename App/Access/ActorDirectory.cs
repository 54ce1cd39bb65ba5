using System.Collections.Concurrent;
using CrmLive.Data;
using CrmLive.Shell;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>
/// Who a caller is, with roles and teams, kept in memory until something about access changes in their tenant. A change reaches open pages and
/// hubs at once on this node and through the event tail on the others.
/// </summary>
public sealed class ActorDirectory
{
    private static readonly HashSet<string> Kinds =
        [RecordKind.User.Name, RecordKind.Role.Name, RecordKind.Team.Name, RecordKind.Session.Name, RecordKind.ApiKey.Name];

    private readonly CrmDbFactory _databases;
    private readonly TimeProvider _clock;
    private readonly EvaluationMode _mode;
    private readonly ConcurrentDictionary<long, ConcurrentDictionary<(long User, long? Session), SignedInActor>> _tenants = [];

    public ActorDirectory(CrmDbFactory databases, TimeProvider clock, CommitFeed feed, EvaluationMode mode)
    {
        _databases = databases;
        _clock = clock;
        _mode = mode;
        feed.Committed += Forget;
    }

    /// <summary>Raised with the tenant id after roles, teams, users or sessions of that tenant changed.</summary>
    public event Action<long>? AccessChanged;

    /// <exception cref="SignedOut">The session has ended or the person is not active.</exception>
    public async ValueTask<Actor> Find(Caller caller, CancellationToken ct) => (await Look(caller, ct)).Actor;

    /// <summary>The actor, and until when their session lasts.</summary>
    /// <exception cref="SignedOut">The session has ended or the person is not active.</exception>
    public async ValueTask<SignedInActor> Look(Caller caller, CancellationToken ct)
    {
        if (caller.UserId is not { } user)
        {
            return new SignedInActor(Actor.System(caller.TenantId, caller.Worker ?? "software"), DateTimeOffset.MaxValue);
        }

        var tenant = _tenants.GetOrAdd(caller.TenantId, _ => []);
        if (!tenant.TryGetValue((user, caller.SessionId), out var known))
        {
            known = await Load(caller, user, ct);

            // A change that came while loading has thrown the tenant away; then this answer serves only once.
            tenant[(user, caller.SessionId)] = known;
        }

        var method = caller.Key is { } key ? key.Method : known.Method;
        return known.ExpiresAt > _clock.GetUtcNow() && _mode.Allows(method) ? known with { Method = method } : throw new SignedOut();
    }

    /// <summary>The active person with this e-mail address, or null.</summary>
    public async Task<long?> Named(long tenantId, string email, CancellationToken ct)
    {
        var written = email.ToLowerInvariant();
        await using var db = _databases.Create(Work.Of(tenantId, "access"));
        return await db.Users.Where(user => user.Email == written && user.IsActive).Select(user => (long?)user.Id).SingleOrDefaultAsync(ct);
    }

    /// <summary>Lets every open page and hub ask again whether it may stay.</summary>
    public void LookAgain()
    {
        foreach (var tenant in _tenants.Keys)
        {
            AccessChanged?.Invoke(tenant);
        }
    }

    /// <summary>Told by <see cref="CommitFeed"/> here and by the event tail for other nodes.</summary>
    public void Forget(IReadOnlyList<CommittedChange> changes)
    {
        // A new session changes nothing for those that there are.
        var ours = changes.Where(change => Kinds.Contains(change.Kind) && change.EventType != SessionStarted.Name);
        foreach (var tenant in ours.Select(change => change.TenantId).Distinct())
        {
            _tenants.TryRemove(tenant, out _);
            AccessChanged?.Invoke(tenant);
        }
    }

    private async Task<SignedInActor> Load(Caller caller, long userId, CancellationToken ct)
    {
        await using var db = _databases.Create(Work.Of(caller.TenantId, "access"));
        var user = await db.Users.AsNoTracking()
            .SingleOrDefaultAsync(u => u.Id == userId && u.IsActive && db.Tenants.Any(tenant => tenant.Id == u.TenantId && tenant.IsActive), ct)
            ?? throw new SignedOut();
        var (expires, method) = await Session(db, caller, userId, ct);
        return new SignedInActor(await db.ActorOf(user, ct), expires, method);
    }

    private async Task<(DateTimeOffset Expires, string? Method)> Session(CrmDb db, Caller caller, long userId, CancellationToken ct)
    {
        if (caller.SessionId is not { } sessionId)
        {
            return (DateTimeOffset.MaxValue, null);
        }

        var session = await db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == sessionId && s.UserId == userId, ct);
        return session?.IsLive(_clock.GetUtcNow()) == true ? (session.ExpiresAt, session.Method) : throw new SignedOut();
    }
}

/// <summary>Who acts, and until when their session lasts.</summary>
/// <param name="Method">How they signed in, or how the maker of their key did; null for the software and the command line.</param>
public sealed record SignedInActor(Actor Actor, DateTimeOffset ExpiresAt, string? Method = null);
