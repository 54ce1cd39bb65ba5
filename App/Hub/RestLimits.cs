using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using CrmLive.Shell;

namespace CrmLive.Hub;

/// <summary>How many requests a minute, from configuration section <c>Api</c>.</summary>
public sealed record RestLimitOptions
{
    public const string Section = "Api";

    public int KeyPerMinute { get; init; } = 1_000;

    public int TenantPerMinute { get; init; } = 5_000;

    /// <summary>Requests without a key that works, per address.</summary>
    public int StrangerPerMinute { get; init; } = 60;

    /// <summary>Requests for pages and files that are made for whoever asks, by those who are not signed in, per address.</summary>
    public int VisitorPerMinute { get; init; } = 600;

    /// <summary>Keys that have to be looked up in the database, per address: those that nobody has used lately, and what somebody makes up.</summary>
    public int LookupPerMinute { get; init; } = 600;
}

/// <summary>Keeps one client from taking what others need: a bucket per key (or person), one per tenant, and few for those whom nobody knows.</summary>
public sealed class RestLimits : IDisposable
{
    // However many addresses knock, this many buckets is all the memory that they get.
    private const int StrangerBuckets = 1024;

    private readonly RestLimitOptions _options;
    private readonly PartitionedRateLimiter<Caller> _keys;
    private readonly PartitionedRateLimiter<Caller> _tenants;
    private readonly PartitionedRateLimiter<int> _strangers;
    private readonly PartitionedRateLimiter<int> _lookups;
    private readonly PartitionedRateLimiter<int> _visitors;

    public RestLimits(RestLimitOptions options)
    {
        _options = options;
        _keys = PartitionedRateLimiter.Create<Caller, (long, long?, long?)>(caller =>
            RateLimitPartition.GetTokenBucketLimiter((caller.TenantId, caller.UserId, caller.Key?.Id), _ => Bucket(options.KeyPerMinute)));
        _tenants = PartitionedRateLimiter.Create<Caller, long>(caller =>
            RateLimitPartition.GetTokenBucketLimiter(caller.TenantId, _ => Bucket(options.TenantPerMinute)));
        _strangers = PerAddress(options.StrangerPerMinute);
        _lookups = PerAddress(options.LookupPerMinute);
        _visitors = PerAddress(options.VisitorPerMinute);
    }

    /// <exception cref="Refused">Too many requests; the answer says when to come back.</exception>
    public void Take(Caller caller, IHeaderDictionary headers)
    {
        using var key = _keys.AttemptAcquire(caller);
        var left = _keys.GetStatistics(caller)?.CurrentAvailablePermits ?? 0;
        headers["RateLimit-Limit"] = Text(_options.KeyPerMinute);
        headers["RateLimit-Remaining"] = Text(left);
        headers["RateLimit-Reset"] = Text((long)Math.Ceiling((_options.KeyPerMinute - left) * 60d / _options.KeyPerMinute));

        // What is refused to one key costs the others of its tenant nothing.
        Refuse(key, headers, "This key has");
        using var tenant = _tenants.AttemptAcquire(caller);
        Refuse(tenant, headers, "This tenant has");
    }

    /// <exception cref="Refused">Too many requests from there; the answer says when to come back.</exception>
    public void TakeStranger(IPAddress? address, IHeaderDictionary headers) => Take(_strangers, address, headers);

    /// <summary>Before the database is asked about a key.</summary>
    /// <exception cref="Refused">Too many different keys from there; the answer says when to come back.</exception>
    public void TakeLookup(IPAddress? address, IHeaderDictionary headers) => Take(_lookups, address, headers);

    /// <summary>Before somebody who is not signed in gets a page.</summary>
    /// <exception cref="Refused">Too many requests from there; the answer says when to come back.</exception>
    public void TakeVisitor(IPAddress? address, IHeaderDictionary headers) => Take(_visitors, address, headers);

    public void Dispose()
    {
        _keys.Dispose();
        _tenants.Dispose();
        _strangers.Dispose();
        _lookups.Dispose();
        _visitors.Dispose();
    }

    private static PartitionedRateLimiter<int> PerAddress(int perMinute) =>
        PartitionedRateLimiter.Create<int, int>(bucket => RateLimitPartition.GetTokenBucketLimiter(bucket, _ => Bucket(perMinute)));

    private static void Take(PartitionedRateLimiter<int> buckets, IPAddress? address, IHeaderDictionary headers)
    {
        using var lease = buckets.AttemptAcquire(Bucket(address));
        Refuse(lease, headers, "Your address has");
    }

    private static void Refuse(RateLimitLease lease, IHeaderDictionary headers, string who)
    {
        if (!lease.IsAcquired)
        {
            var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (long)Math.Ceiling(after.TotalSeconds)) : 1;
            headers.RetryAfter = Text(wait);
            throw new Refused(429, "TOO_MANY_REQUESTS", $"{who} sent too many requests. Come back in {wait} s, and look at the RateLimit headers.");
        }
    }

    // A network of 64 bits belongs to one customer of a provider, so it counts as one address.
    private static int Bucket(IPAddress? address)
    {
        var bytes = address?.AddressFamily == AddressFamily.InterNetworkV6 && !address.IsIPv4MappedToIPv6
            ? address.GetAddressBytes()[..8]
            : address?.MapToIPv4().GetAddressBytes() ?? [];
        var hash = default(HashCode);
        hash.AddBytes(bytes);
        return (int)((uint)hash.ToHashCode() % StrangerBuckets);
    }

    private static TokenBucketRateLimiterOptions Bucket(int perMinute) => new()
    {
        TokenLimit = perMinute,
        TokensPerPeriod = Math.Max(1, perMinute / 60),
        ReplenishmentPeriod = TimeSpan.FromSeconds(perMinute >= 60 ? 1 : 60d / perMinute),
        QueueLimit = 0,
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
