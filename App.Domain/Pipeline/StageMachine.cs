namespace CrmLive.Pipeline;

/// <summary>
/// Which transitions are legal and what they require. The same rules bind board, deal page, REST, import and command line. Pure: the same deal,
/// pipeline and move have the same verdict, in whatever order the rules come.
/// </summary>
public static class StageMachine
{
    /// <summary>A new deal starts in an open stage of its own pipeline, with what that stage requires.</summary>
    public static void CheckStart(SalesPipeline pipeline, Stage stage, DealFields fields)
    {
        if (stage.PipelineId != pipeline.Id)
        {
            throw new RuleBroken("stage.other_pipeline", $"{stage.Name} belongs to another pipeline. Choose a stage of {pipeline.Name}.", "stage_id");
        }

        CheckStays(stage);
        if (!stage.IsOpen)
        {
            throw new RuleBroken("stage.not_a_start", $"A deal cannot start in {stage.Name}. Start it in an open stage and close it there.", "stage_id");
        }

        var missing = stage.Required.Where(field => field.IsMissingIn(fields)).ToList();
        if (missing.Count > 0)
        {
            throw new MoveRefused(new MoveVerdict(missing, [], []), stage.Name);
        }
    }

    /// <summary>Nothing enters a stage that is being removed.</summary>
    public static void CheckStays(Stage stage)
    {
        if (stage.IsLeaving)
        {
            throw new RuleBroken("stage.removed", Gone(stage), "stage_id");
        }
    }

    /// <summary>What the rules say to a move. Nothing is changed.</summary>
    public static MoveVerdict Judge(SalesPipeline pipeline, Deal deal, Stage to, StageMove move)
    {
        if (Illegal(pipeline, deal, to) is { } illegal)
        {
            return MoveVerdict.Of(illegal);
        }

        var way = new MoveCase(pipeline, deal, pipeline.Stage(deal.StageId)!, to, move);
        return new MoveVerdict(
            Missing(way, move),
            [.. Broken(pipeline, way, RuleStrength.Hard).Where(breach => !move.Waived.Contains(breach.Code))],
            HasReason(move) || move.IsPast ? [] : [.. Broken(pipeline, way, RuleStrength.Soft)]);
    }

    /// <exception cref="MoveRefused">The verdict is not clean.</exception>
    internal static void Check(SalesPipeline pipeline, Deal deal, Stage to, StageMove move)
    {
        var verdict = Judge(pipeline, deal, to, move);
        if (!verdict.IsClean)
        {
            throw new MoveRefused(verdict.Without(move.HiddenFields), to.Name);
        }
    }

    private static RuleBreach? Illegal(SalesPipeline pipeline, Deal deal, Stage to) => deal switch
    {
        { DeletedAt: not null } => new RuleBreach("deal.deleted", "This deal is in the bin. Restore it before you move it.") { Field = null },
        _ when to.PipelineId != deal.PipelineId => new RuleBreach("stage.other_pipeline", $"{to.Name} belongs to another pipeline."),
        _ when to.IsLeaving => new RuleBreach("stage.removed", Gone(to)),
        _ when to.Id == deal.StageId => new RuleBreach("stage.same", $"The deal is in {to.Name} already."),
        _ when pipeline.Stage(deal.StageId) is null => new RuleBreach("deal.moved_since", "The deal is no longer in that stage. Look where it stands now and try again.") { Field = null },
        { IsOpen: false } when !to.IsOpen => new RuleBreach("deal.closed", $"A closed deal must be reopened before it can move to {to.Name}. Move it to an open stage first."),
        _ => null,
    };

    private static IReadOnlyList<DealField> Missing(MoveCase way, StageMove move)
    {
        var required = way.To.Outcome == StageKind.Won ? way.To.Required.Append(DealField.Account) : way.To.Required;
        var missing = required.Where(field => field.IsMissingIn(way.Fields));
        return [.. (way.To.Outcome == StageKind.Lost && !HasReason(move) ? missing.Append(DealField.LostReason) : missing).Distinct().Order()];
    }

    private static IEnumerable<RuleBreach> Broken(SalesPipeline pipeline, MoveCase way, RuleStrength strength) => pipeline.Rules
        .Where(rule => rule.Strength == strength)
        .Select(rule => rule.Judge(way)).OfType<RuleBreach>().Distinct()
        .OrderBy(breach => breach.Code, StringComparer.Ordinal).ThenBy(breach => breach.Sentence, StringComparer.Ordinal);

    private static string Gone(Stage stage) => $"{stage.Name} was removed from the pipeline. Choose another stage.";

    private static bool HasReason(StageMove move) => !string.IsNullOrWhiteSpace(move.Reason);
}
