using CrmLive.Data;

namespace CrmLive.Live;

/// <summary>Says which events of a capability people should be told about, whom, and in which words.</summary>
public abstract class NoticeSource
{
    public abstract bool Wants(StoredEvent happened);

    /// <param name="db">Of the tenant of the events, as the software sees it.</param>
    /// <param name="events">Those that <see cref="Wants"/> said yes to.</param>
    public abstract Task<IReadOnlyList<Notice>> Tell(CrmDb db, IReadOnlyList<StoredEvent> events, CancellationToken ct);

    /// <summary>What nothing is left to do about since that event: earlier notices of it count as read, whoever has them.</summary>
    /// <param name="happened">One that <see cref="Wants"/> said yes to.</param>
    public virtual RecordId? Settles(StoredEvent happened) => null;
}

/// <summary>One sentence for one person. It carries no value of a field that a role may hide.</summary>
public sealed record Notice(long UserId, string Text, RecordId Subject, long EventId);
