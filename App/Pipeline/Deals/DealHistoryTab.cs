using CrmLive.Shell;

namespace CrmLive.Pipeline;

/// <summary>What happened to a deal, as a tab.</summary>
public sealed class DealHistoryTab : HistoryTab
{
    protected override RecordKind Kind => RecordKind.Deal;

    protected override IQuery<Page<HistoryEntry>> Ask(string? cursor) => new GetDealHistory(Id, cursor);
}
