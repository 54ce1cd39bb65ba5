namespace CrmLive.Pipeline;

/// <summary>Counts how many deals reached each stage, from how many got furthest to it.</summary>
public static class StageFunnel
{
    /// <param name="stages">The stages of one pipeline; lost ones are left out, because losing a deal is not getting further.</param>
    /// <param name="furthest">Number of deals by the position of the furthest stage that they stood in.</param>
    public static IReadOnlyList<StageConversion> Of(IEnumerable<Stage> stages, IReadOnlyDictionary<int, int> furthest)
    {
        var path = stages.Where(stage => stage.Outcome != StageKind.Lost).OrderBy(stage => stage.Position).ToList();
        return [.. path.Where(stage => stage.IsOpen).Select(stage => new StageConversion(
            stage.Id,
            stage.Name,
            furthest.Where(reached => reached.Key >= stage.Position).Sum(reached => reached.Value),
            furthest.Where(reached => reached.Key > stage.Position).Sum(reached => reached.Value)))];
    }
}
