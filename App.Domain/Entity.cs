namespace CrmLive;

/// <summary>A row of business data. Its key is (<see cref="TenantId"/>, <see cref="Id"/>); the tenant is stamped when it is added.</summary>
public abstract class Entity : ITenantRow
{
    private readonly List<DomainEvent> _events = [];

    protected Entity()
    {
    }

    protected Entity(long id) => Id = id;

    public long TenantId { get; private set; }

    public long Id { get; private set; }

    /// <summary>Counts the saves of this row, from 1; the optimistic concurrency token and the ETag.</summary>
    public long Version { get; private set; }

    /// <summary>When the row got its present values, by the application's clock (UTC); "as of" queries compare with it.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>What happened to this row since it was loaded; written with it in one transaction.</summary>
    public IReadOnlyList<DomainEvent> Events => _events;

    public void ForgetEvents() => _events.Clear();

    protected void Record(DomainEvent happened) => _events.Add(happened);
}
