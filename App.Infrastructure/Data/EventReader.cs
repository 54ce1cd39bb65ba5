using System.Data.Common;

namespace CrmLive.Data;

/// <summary>An event with its place in the order of commits.</summary>
public sealed record LoggedEvent(long CommitMark, StoredEvent Event)
{
    public CommittedChange Change() => new(
        Event.TenantId, Event.SubjectKind, Event.SubjectId, Event.SubjectVersion, Event.Type, Event.Id, Event.ActorId);
}

/// <summary>Reads the event log of all tenants in commit order, without gaps.</summary>
public static class EventReader
{
    public static Task<IReadOnlyList<LoggedEvent>> Read(CrmDb systemWide, DatabaseProvider provider, long mark, long id, int take, CancellationToken ct) =>
        LogQuery.Run(systemWide, provider.EventLog.Read, (mark, id), take, row => new LoggedEvent(row.GetInt64(0), Event(row)), ct);

    private static StoredEvent Event(DbDataReader row) => new()
    {
        TenantId = row.GetInt64(1),
        Id = row.GetInt64(2),
        Type = row.GetString(3),
        SubjectKind = row.GetString(4),
        SubjectId = row.GetInt64(5),
        SubjectVersion = row.GetInt64(6),
        Payload = row.GetString(7),
        ActorId = row.IsDBNull(8) ? null : row.GetInt64(8),
        ActorName = row.GetString(9),
        Origin = row.GetString(10),
        Node = row.GetString(11),
        CausationId = row.IsDBNull(12) ? null : row.GetInt64(12),
        CorrelationId = row.GetString(13),
        Depth = row.GetInt32(14),
        At = row.GetFieldValue<DateTimeOffset>(15),
    };
}
