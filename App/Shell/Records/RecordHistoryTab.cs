namespace CrmLive.Shell;

/// <summary>What happened to a record of a kind.</summary>
public sealed class RecordHistoryTab<T> : HistoryTab
    where T : Entity, IKept
{
    protected override RecordKind Kind => RecordTypes.Of<T>().Kind;

    protected override IQuery<Page<HistoryEntry>> Ask(string? cursor) => new GetRecordHistory<T>(Id, cursor);
}
