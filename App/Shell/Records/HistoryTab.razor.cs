using CrmLive.Live;

namespace CrmLive.Shell;

/// <summary>The history of one record as a tab of its page.</summary>
public abstract partial class HistoryTab : LiveView
{
    protected abstract RecordKind Kind { get; }

    /// <summary>The question, from a cursor on.</summary>
    protected abstract IQuery<Page<HistoryEntry>> Ask(string? cursor);
}
