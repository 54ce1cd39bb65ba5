namespace CrmLive.Pipeline;

/// <summary>How long deals usually stay in the stages of a pipeline: in all, and by the industry of their accounts.</summary>
public sealed record StagePaces(IReadOnlyList<StagePace> All)
{
    private readonly Dictionary<(long StageId, string Segment), StagePace> _known =
        All.Where(pace => pace.MedianDays is not null).ToDictionary(pace => (pace.StageId, pace.Segment ?? ""));

    public static StagePaces None { get; } = new([]);

    /// <summary>Of the segment where enough of its deals have left the stage, else of the whole stage.</summary>
    public StagePace Of(long stageId, string? segment) =>
        _known.GetValueOrDefault((stageId, segment ?? "")) ?? _known.GetValueOrDefault((stageId, "")) ?? new StagePace(stageId, null);

    /// <param name="departures">Counted per stage, industry and day.</param>
    public static StagePaces Of(IReadOnlyCollection<(long StageId, string? Segment, int Days, int Deals)> departures) => new(
    [
        .. departures.GroupBy(step => step.StageId).Select(stage => StagePace.Of(stage.Key, stage.Select(step => (step.Days, step.Deals)))),
        .. departures.Where(step => !string.IsNullOrEmpty(step.Segment)).GroupBy(step => (step.StageId, step.Segment))
            .Select(part => StagePace.Of(part.Key.StageId, part.Select(step => (step.Days, step.Deals)), part.Key.Segment)),
    ]);
}
