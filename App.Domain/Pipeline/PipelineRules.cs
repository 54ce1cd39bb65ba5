namespace CrmLive.Pipeline;

/// <summary>What a pipeline has to be, whoever designs it.</summary>
internal static class PipelineRules
{
    private const int Fewest = 2;
    private const int Most = 30;

    /// <exception cref="RuleBroken">The design is none of a pipeline that works.</exception>
    public static void Check(PipelineDesign design, IReadOnlyList<Stage> present, IReadOnlySet<long> inUse)
    {
        CheckWhole(design.Stages);
        foreach (var stage in design.Stages.Where(stage => stage.Id is not null))
        {
            var known = present.FirstOrDefault(other => other.Id == stage.Id)
                ?? throw new RuleBroken("stage.unknown", $"{Text.Optional(stage.Name, "name", Stage.NameLength) ?? "A stage"} is no longer a stage of this pipeline. Look at it anew.", "stages");
            if (known.Outcome != stage.Outcome && inUse.Contains(known.Id))
            {
                throw new RuleBroken("stage.in_use", $"{known.Name} holds deals, so its outcome cannot change. Move them first, or add another stage.", "stages");
            }
        }
    }

    /// <summary>The stage that takes the deals of one that is removed; null where there are none and nobody says.</summary>
    public static long? Target(PipelineDesign design, Stage removed, bool isInUse)
    {
        var target = design.Removals?.FirstOrDefault(removal => removal.StageId == removed.Id)?.TargetId;
        var staying = design.Stages.Where(stage => stage.Id is not null && stage.Outcome == removed.Outcome).ToList();
        if (target is not null && staying.All(stage => stage.Id != target))
        {
            throw new RuleBroken("stage.target", $"The deals of {removed.Name} need a stage of the same outcome that stays. Choose another one.", "removals");
        }

        if (target is null && isInUse)
        {
            throw new RuleBroken("stage.holds_deals", $"{removed.Name} holds deals. Say which stage takes them before you remove it.", "removals");
        }

        // Also for an empty stage: a deal may come in while it is removed.
        return target ?? staying.FirstOrDefault()?.Id;
    }

    /// <summary>Winning is as far as a deal gets, so nothing open lies behind it.</summary>
    public static void CheckOrder(IEnumerable<StageKind> outcomes)
    {
        if (outcomes.SkipWhile(outcome => outcome != StageKind.Won).Contains(StageKind.Open))
        {
            throw new RuleBroken("pipeline.won_last", "An open stage lies behind the one where deals are won. Put the open stages before it.", "stages");
        }
    }

    private static void CheckWhole(IReadOnlyList<StageDesign> stages)
    {
        if (stages.Count is < Fewest or > Most)
        {
            throw new RuleBroken("pipeline.stages", $"A pipeline has {Fewest} to {Most} stages.", "stages");
        }

        if (stages.All(stage => stage.Outcome != StageKind.Open))
        {
            throw new RuleBroken("pipeline.no_start", "A pipeline needs at least one open stage for its deals to start in.", "stages");
        }

        CheckOrder(stages.Select(stage => stage.Outcome));
        if (stages.GroupBy(stage => NameFold.Of(stage.Name ?? "")).FirstOrDefault(same => same.Key.Length > 0 && same.Count() > 1) is { } twice)
        {
            throw new RuleBroken("stage.same_name", $"Two stages have the name {twice.First().Name?.Trim()}. Give each its own.", "stages");
        }

        if (stages.Where(stage => stage.Id is not null).GroupBy(stage => stage.Id).Any(same => same.Count() > 1))
        {
            throw new RuleBroken("stage.twice", "A stage stands twice in the pipeline. Leave one of the two out.", "stages");
        }
    }
}
