using System.Threading.RateLimiting;

namespace CrmLive.Shell.Neighbours;

/// <summary>What a person (or a key of theirs) and their tenant may have of one thing at the same time.</summary>
public sealed class Share : IDisposable
{
    private readonly PartitionedRateLimiter<Caller> _people;
    private readonly PartitionedRateLimiter<Caller> _tenants;

    /// <param name="waiting">Of a person; of a tenant as many times more as it may have more than a person.</param>
    public Share(int perPerson, int perTenant, int waiting = 0)
    {
        (PerPerson, PerTenant) = (perPerson, perTenant);
        _people = PartitionedRateLimiter.Create<Caller, (long, long?, long?)>(caller =>
            RateLimitPartition.GetConcurrencyLimiter((caller.TenantId, caller.UserId, caller.Key?.Id), _ => AtOnce(perPerson, waiting)));
        _tenants = PartitionedRateLimiter.Create<Caller, long>(caller =>
            RateLimitPartition.GetConcurrencyLimiter(caller.TenantId, _ => AtOnce(perTenant, waiting * Math.Max(1, perTenant / perPerson))));
    }

    public int PerPerson { get; }

    public int PerTenant { get; }

    /// <summary>How many the caller has now.</summary>
    public int Of(Caller caller) => PerPerson - (int)(_people.GetStatistics(caller)?.CurrentAvailablePermits ?? PerPerson);

    /// <summary>How many the caller's tenant has now.</summary>
    public int OfTenant(Caller caller) => PerTenant - (int)(_tenants.GetStatistics(caller)?.CurrentAvailablePermits ?? PerTenant);

    /// <summary>Waits for its turn; given back when disposed. Null when there are too many before it.</summary>
    public async ValueTask<IDisposable?> Take(Caller caller, CancellationToken ct)
    {
        var person = await _people.AcquireAsync(caller, 1, ct);
        try
        {
            // What is refused to one person costs the others of the tenant nothing.
            if (person.IsAcquired && await _tenants.AcquireAsync(caller, 1, ct) is { IsAcquired: true } tenant)
            {
                return new Turn(person, tenant);
            }
        }
        catch (OperationCanceledException)
        {
            person.Dispose();
            throw;
        }

        person.Dispose();
        return null;
    }

    public void Dispose()
    {
        _people.Dispose();
        _tenants.Dispose();
    }

    private static ConcurrencyLimiterOptions AtOnce(int most, int waiting) =>
        new() { PermitLimit = most, QueueLimit = waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst };

    private sealed class Turn(RateLimitLease person, RateLimitLease tenant) : IDisposable
    {
        public void Dispose()
        {
            tenant.Dispose();
            person.Dispose();
        }
    }
}
