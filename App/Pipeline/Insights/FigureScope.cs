namespace CrmLive.Pipeline;

/// <summary>What figures are about, and for each of them the address of the deals behind it.</summary>
/// <param name="Today">A day that is not over is not late.</param>
public sealed record FigureScope(PipelineOutline Pipeline, Period Period, DateOnly Today, long? OwnerId = null, long? TeamId = null)
{
    public DealAddress Deals => new()
    {
        Pipeline = Pipeline.Key,
        Owner = OwnerId is { } owner ? new RecordId(RecordKind.User, owner) : null,
        Filter = new DealFilter(TeamId),
    };

    public DealAddress Open => Deals with { Outcome = StageKind.Open };

    public DealAddress Opened => Narrowed(filter => filter with { OpenedFrom = Period.From, OpenedTo = Period.To });

    public DealAddress Closed => Narrowed(filter => filter with { ClosedFrom = Period.From, ClosedTo = Period.To });

    public DealAddress Won => Closed with { Outcome = StageKind.Won };

    public DealAddress Lost => Closed with { Outcome = StageKind.Lost };

    public DealAddress Due => Narrowed(filter => filter with { DueFrom = Period.From, DueTo = Period.To < Today ? Period.To : Today.AddDays(-1) });

    public DealAddress Slipped => Due with { Filter = Due.Filter with { OnlySlipped = true } };

    public GetPipelineMetrics Metrics(Period? period = null) =>
        new(Pipeline.Id, (period ?? Period).From, (period ?? Period).To, OwnerId, TeamId);

    public DealAddress Reached(long stageId) => Opened with { Filter = Opened.Filter with { ReachedStageId = stageId } };

    public DealAddress Passed(long stageId) => Opened with { Filter = Opened.Filter with { PassedStageId = stageId } };

    public DealAddress LostBecause(string? reason) => Lost with { Filter = Lost.Filter with { LostReason = reason ?? "" } };

    public DealAddress Cycle(int from, int to) => Won with { Filter = Won.Filter with { CycleFrom = from, CycleTo = to } };

    public DealAddress OpenOn(DateOnly day) => day == Today ? Open : Narrowed(filter => filter with { OpenOn = day });

    private DealAddress Narrowed(Func<DealFilter, DealFilter> narrow) => Deals with { Filter = narrow(Deals.Filter) };
}
