namespace CrmLive.Pipeline;

/// <summary>One move as the rules see it: where from, where to, and how the deal would look then.</summary>
internal sealed class MoveCase(SalesPipeline pipeline, Deal deal, Stage from, Stage to, StageMove move)
{
    public Stage From => from;

    public Stage To => to;

    public string Currency => pipeline.Currency;

    public PersonalFormat Format => move.Format;

    /// <summary>The deal with the values that the move brings.</summary>
    public DealFields Fields { get; } = move.Fields is { } values ? values.Over(deal.Fields()) : deal.Fields();

    public bool IsForward => from.IsOpen && (to.Outcome == StageKind.Won || (to.IsOpen && to.Position > from.Position));

    /// <summary>Open stages that a move forward leaves out.</summary>
    public IEnumerable<Stage> Skipped => IsForward
        ? pipeline.Stages.Where(stage => stage.IsOpen && !stage.IsLeaving && stage.Position > from.Position && (to.Outcome == StageKind.Won || stage.Position < to.Position))
            .OrderBy(stage => stage.Position)
        : [];

    public bool Keeps(StageCheck check, decimal? limit) => check switch
    {
        StageCheck.NoSkip => !Skipped.Any(),
        StageCheck.NoReturn => !(from.IsOpen && to.IsOpen && to.Position < from.Position),
        StageCheck.NoReopen => from.IsOpen || !to.IsOpen,
        StageCheck.MostAmount => !IsForward || Fields.Amount <= limit,
        StageCheck.FewestDays => !IsForward || move.At - deal.StageSince >= TimeSpan.FromDays((double)limit!.Value),
        StageCheck.CloseAhead => !to.IsOpen || Fields.ExpectedClose is not { } close || close >= move.Today,
        _ => to.IsOpen || move.IsManager || move.ActorId is null || move.ActorId == deal.OwnerId,
    };
}
