namespace CrmLive.Data;

/// <summary>One change after its commit. Ids and version only: whoever listens reads again under their own permissions.</summary>
public sealed record CommittedChange(long TenantId, string Kind, long Id, long Version, string EventType, long EventId, long? ActorId);

/// <summary>Tells this process what it has just committed. Listeners must not block.</summary>
public sealed class CommitFeed
{
    public event Action<IReadOnlyList<CommittedChange>>? Committed;

    /// <summary>Work was wished for in what has just been committed.</summary>
    public event Action? WorkPut;

    public void Publish(IReadOnlyList<CommittedChange> changes)
    {
        if (changes.Count > 0)
        {
            Committed?.Invoke(changes);
        }
    }

    public void PublishWork() => WorkPut?.Invoke();
}
