using CrmLive.Shell;

namespace CrmLive.Pipeline;

/// <summary>Which opportunities, in which order.</summary>
public sealed record DealQuery
{
    /// <summary>Words of the name of the opportunity, its account or its owner, or what they begin with; case and accents do not count.</summary>
    public string? Search { get; init; }

    public RecordId? PipelineId { get; init; }

    public RecordId? StageId { get; init; }

    public RecordId? OwnerId { get; init; }

    public RecordId? AccountId { get; init; }

    /// <summary>open, won or lost.</summary>
    public StageKind? Outcome { get; init; }

    public RecordId? TeamId { get; init; }

    /// <summary>Created on this day or later. Days are of UTC, and both ends belong to a range.</summary>
    public DateOnly? OpenedFrom { get; init; }

    public DateOnly? OpenedTo { get; init; }

    /// <summary>Won or lost on this day or later.</summary>
    public DateOnly? ClosedFrom { get; init; }

    public DateOnly? ClosedTo { get; init; }

    /// <summary>Expected to close on this day or later.</summary>
    public DateOnly? DueFrom { get; init; }

    public DateOnly? DueTo { get; init; }

    /// <summary>Only those that were not closed by the day that was expected.</summary>
    public bool Slipped { get; init; }

    /// <summary>Stood in this stage or in one behind it, at any time.</summary>
    public RecordId? ReachedStageId { get; init; }

    /// <summary>Stood in a stage behind this one, at any time.</summary>
    public RecordId? PassedStageId { get; init; }

    /// <summary>The reason that was given for the loss.</summary>
    public string? LostReason { get; init; }

    /// <summary>Only those for which no reason was given.</summary>
    public bool NoLostReason { get; init; }

    /// <summary>Those in the bin instead.</summary>
    public bool InBin { get; init; }

    /// <summary>created_at, name, updated_at or amount; with a hyphen before it the other way round. By default -created_at.</summary>
    public string? Sort { get; init; }

    /// <summary>The next_cursor of the page before, with the same filters and the same order.</summary>
    public string? Cursor { get; init; }

    /// <summary>Records per page, 1 to 200.</summary>
    public int Limit { get; init; } = 50;

    internal ListDeals Request()
    {
        var (order, descending) = Sorted.By(
            Sort ?? "-created_at", ("created_at", DealOrder.Created), ("name", DealOrder.Name), ("updated_at", DealOrder.Changed), ("amount", DealOrder.Amount));
        return new ListDeals(
            Search, PipelineId.Number(RecordKind.Pipeline, "pipeline_id"), StageId.Number(RecordKind.Stage, "stage_id"),
            OwnerId.Number(RecordKind.User, "owner_id"), AccountId.Number(RecordKind.Account, "account_id"), Outcome, order, descending, InBin, Cursor, Limit,
            Filter: Filter());
    }

    // Without any of it nothing is filtered, so that the usual list stays one plain statement.
    private DealFilter? Filter()
    {
        var filter = new DealFilter(
            TeamId.Number(RecordKind.Team, "team_id"), OpenedFrom, OpenedTo, ClosedFrom, ClosedTo, DueFrom, DueTo, Slipped,
            ReachedStageId.Number(RecordKind.Stage, "reached_stage_id"), PassedStageId.Number(RecordKind.Stage, "passed_stage_id"), NoLostReason ? "" : LostReason);
        return filter == new DealFilter() ? null : filter;
    }
}
