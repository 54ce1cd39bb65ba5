using System.Collections.Concurrent;
using System.Collections.Frozen;
using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Hub;

/// <summary>
/// Whose key a secret is. Looks across tenants, because before the key is known nobody has one. What it has found it keeps until something about
/// access changes in that tenant, a revocation for one.
/// </summary>
public sealed class ApiKeyDirectory : IDisposable
{
    private const int MostUnknown = 10_000;
    private const int MostReal = 100_000;
    private static readonly TimeSpan Coarse = TimeSpan.FromHours(1);
    private static readonly TimeSpan UnknownFor = TimeSpan.FromMinutes(1);

    private readonly CrmDbFactory _databases;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<string, KnownKey> _known = [];

    // A program with a wrong key asks again and again; only its first question goes to the database.
    private readonly ConcurrentDictionary<string, DateTimeOffset> _unknown = [];
    // The hashes of all keys that there are, a minute old at most: what somebody makes up costs those nothing, though they come from the same address.
    private readonly SemaphoreSlim _reading = new(1, 1);
    private FrozenSet<string> _real = [];
    private long _realUntil;
    private long _edition;

    public ApiKeyDirectory(CrmDbFactory databases, TimeProvider clock, ActorDirectory actors)
    {
        _databases = databases;
        _clock = clock;
        actors.AccessChanged += Forget;
    }

    public void Dispose() => _reading.Dispose();

    /// <summary>Null for a secret that is unknown or revoked.</summary>
    /// <param name="beforeLooking">Called before the database is asked about a secret that may be made up; it may refuse.</param>
    public async ValueTask<KnownKey?> Find(ApiKeySecret secret, Action beforeLooking, CancellationToken ct)
    {
        var hash = secret.Hash;
        if (_unknown.TryGetValue(hash, out var until) && until > _clock.GetUtcNow())
        {
            return null;
        }

        if (!_known.TryGetValue(hash, out var known))
        {
            if (!await IsReal(hash, ct))
            {
                beforeLooking();
            }

            if (await Look(hash, ct) is not { } found)
            {
                return null;
            }

            known = found;
        }

        if (!known.HasExpired(_clock.GetUtcNow()) && known.Touch(_clock.GetUtcNow(), Coarse) is { } at)
        {
            await NoteUse(known, at, ct);
        }

        return known;
    }

    private async Task<KnownKey?> Look(string hash, CancellationToken ct)
    {
        var edition = Volatile.Read(ref _edition);
        var found = await Load(hash, ct);
        Remember(hash, found);

        // What was read before a change that was told meanwhile serves only once.
        if (Volatile.Read(ref _edition) != edition)
        {
            _known.TryRemove(hash, out _);
            _unknown.TryRemove(hash, out _);
        }

        return found;
    }

    private async ValueTask<bool> IsReal(string hash, CancellationToken ct)
    {
        if (Volatile.Read(ref _realUntil) <= _clock.GetUtcNow().UtcTicks)
        {
            await _reading.WaitAsync(ct);
            try
            {
                if (Volatile.Read(ref _realUntil) <= _clock.GetUtcNow().UtcTicks)
                {
                    await using var db = _databases.CreateSystemWide("api-keys");
                    _real = (await db.ApiKeys.AsNoTracking().Where(key => key.RevokedAt == null).OrderByDescending(key => key.Id)
                        .Select(key => key.Hash).Take(MostReal).ToListAsync(ct)).ToFrozenSet();
                    Volatile.Write(ref _realUntil, (_clock.GetUtcNow() + UnknownFor).UtcTicks);
                }
            }
            finally
            {
                _reading.Release();
            }
        }

        return _real.Contains(hash);
    }

    private void Remember(string hash, KnownKey? found)
    {
        if (found is not null)
        {
            _known[hash] = found;
            return;
        }

        if (_unknown.Count >= MostUnknown)
        {
            _unknown.Clear();
        }

        _unknown[hash] = _clock.GetUtcNow() + UnknownFor;
    }

    private void Forget(long tenantId)
    {
        Interlocked.Increment(ref _edition);
        _unknown.Clear();
        foreach (var (hash, key) in _known)
        {
            if (key.TenantId == tenantId)
            {
                _known.TryRemove(hash, out _);
            }
        }
    }

    private async Task<KnownKey?> Load(string hash, CancellationToken ct)
    {
        await using var db = _databases.CreateSystemWide("api-keys");
        var key = await db.ApiKeys.AsNoTracking()
            .Where(key => key.Hash == hash && key.RevokedAt == null && db.Tenants.Any(tenant => tenant.Id == key.TenantId && tenant.IsActive))
            .SingleOrDefaultAsync(ct);
        return key is null ? null
            : new KnownKey(
                key.TenantId, key.UserId, new CallerKey(key.Id, key.Scopes.Select(Permission.Parse).ToFrozenSet(), key.Method), key.LastUsedAt, key.ExpiresAt);
    }

    // Not a change of the key: it has neither event nor audit entry.
    private async Task NoteUse(KnownKey key, DateTimeOffset at, CancellationToken ct)
    {
        await using var db = _databases.CreateSystemWide("api-keys");
        await db.ApiKeys.Where(row => row.TenantId == key.TenantId && row.Id == key.Key.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LastUsedAt, at), ct);
    }
}

/// <summary>A key that was not revoked, and whose it is.</summary>
public sealed class KnownKey(long tenantId, long userId, CallerKey key, DateTimeOffset? lastUsedAt, DateTimeOffset? expiresAt)
{
    private long _lastUsed = lastUsedAt?.UtcTicks ?? 0;

    public long TenantId => tenantId;

    public long UserId => userId;

    public CallerKey Key => key;

    public DateTimeOffset? ExpiresAt => expiresAt;

    public bool HasExpired(DateTimeOffset now) => expiresAt <= now;

    /// <summary>The time to note as the last use, for the first caller who comes a while after the one before.</summary>
    public DateTimeOffset? Touch(DateTimeOffset now, TimeSpan coarse)
    {
        var before = Interlocked.Read(ref _lastUsed);
        return now.UtcTicks - before >= coarse.Ticks && Interlocked.CompareExchange(ref _lastUsed, now.UtcTicks, before) == before ? now : null;
    }
}
