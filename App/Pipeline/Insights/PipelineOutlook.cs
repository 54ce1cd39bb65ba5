namespace CrmLive.Pipeline;

/// <summary>
/// What a design would newly demand of the deals that stand in a pipeline, as questions to count by: of their own stage, and of their next move. The
/// next move is the step to the open stage behind theirs, and out of the last one the step to where deals are won.
/// </summary>
internal sealed class PipelineOutlook(SalesPipeline pipeline, PipelineDesign design, IReadOnlySet<string> hidden, DateOnly today)
{
    private static readonly StageCheck[] AboutTheWay = [StageCheck.NoSkip, StageCheck.NoReturn, StageCheck.NoReopen];

    private readonly IReadOnlyList<Step> _before =
        [.. pipeline.Stages.Where(stage => !stage.IsLeaving).OrderBy(stage => stage.Position).Select(stage => new Step(stage.Id, stage.Name, stage.Outcome, stage.Required))];

    private readonly IReadOnlyList<Step> _after =
        [.. design.Stages.Select(stage => new Step(stage.Id, stage.Name ?? "", stage.Outcome, stage.Required ?? pipeline.Stage(stage.Id ?? 0)?.Required ?? []))];

    private readonly IReadOnlyList<RuleTerms> _rulesBefore = [.. pipeline.Rules.Select(rule => rule.Terms())];

    private IReadOnlyList<RuleTerms> RulesAfter => design.Rules is { } rules ? [.. rules.Select(rule => rule.Terms)] : _rulesBefore;

    public IEnumerable<PreviewQuestion> Questions() => _before.Where(stage => stage.Outcome == StageKind.Open).SelectMany(Of);

    public IReadOnlyList<StageCheck> Unjudged() =>
        [.. RulesAfter.Except(_rulesBefore).Select(rule => rule.Check).Where(AboutTheWay.Contains).Distinct().Order()];

    /// <summary>By stage, what hinders a move before what does not.</summary>
    public IReadOnlyList<PreviewFinding> InOrder(IEnumerable<PreviewFinding> findings) =>
        [.. findings.OrderBy(finding => _before.ToList().FindIndex(stage => stage.Id == finding.StageId)).ThenBy(finding => finding.To is null)
            .ThenBy(finding => finding.Demand.Strength).ThenBy(finding => finding.Demand.Field).ThenBy(finding => finding.Demand.Check)];

    private IEnumerable<PreviewQuestion> Of(Step stage)
    {
        // Deals of a removed stage go on from the one that takes them.
        var place = _after.FirstOrDefault(step => step.Id == stage.Id)
            ?? _after.FirstOrDefault(step => step.Id is not null && step.Id == design.Removals?.FirstOrDefault(removal => removal.StageId == stage.Id)?.TargetId);
        if (place is null)
        {
            yield break;
        }

        var next = Next(_after, place);
        if (next is not null)
        {
            var known = Next(_before, stage) is { } former ? Demands(former, _rulesBefore) : [];
            foreach (var demand in Demands(next, RulesAfter).Except(known).Where(IsSeen))
            {
                yield return new PreviewQuestion(stage.Id!.Value, stage.Name, next.Name, demand, Filter(demand));
            }
        }

        foreach (var demand in Own(place, RulesAfter).Except(Own(stage, _rulesBefore)).Where(IsSeen))
        {
            yield return new PreviewQuestion(stage.Id!.Value, stage.Name, null, demand, Filter(demand));
        }
    }

    private static Step? Next(IReadOnlyList<Step> steps, Step from)
    {
        var behind = steps.SkipWhile(step => step != from).Skip(1).FirstOrDefault(step => step.Outcome == StageKind.Open);
        return behind ?? steps.FirstOrDefault(step => step.Outcome == StageKind.Won);
    }

    // Of a deal that enters the stage by its next move.
    private static IEnumerable<PreviewDemand> Demands(Step to, IReadOnlyList<RuleTerms> rules) =>
    [
        .. (to.Outcome == StageKind.Won ? to.Required.Append(DealField.Account).Distinct() : to.Required).Select(field => new PreviewDemand(field)),
        .. rules.Where(rule => (rule.StageId is null || rule.StageId == to.Id) && Speaks(rule.Check, to)).Select(Demand),
    ];

    // Of the deals in the stage itself: what is asked of those that enter it.
    private static IEnumerable<PreviewDemand> Own(Step stage, IReadOnlyList<RuleTerms> rules) =>
    [
        .. stage.Required.Select(field => new PreviewDemand(field)),
        .. rules.Where(rule => rule.StageId is not null && rule.StageId == stage.Id && rule.Check is StageCheck.MostAmount or StageCheck.CloseAhead).Select(Demand),
    ];

    private static bool Speaks(StageCheck check, Step to) => check switch
    {
        StageCheck.MostAmount or StageCheck.FewestDays => true,
        StageCheck.CloseAhead => to.Outcome == StageKind.Open,
        StageCheck.OwnerCloses => to.Outcome != StageKind.Open,
        _ => false,
    };

    private static PreviewDemand Demand(RuleTerms rule) => new(null, rule.Check, rule.Strength, rule.Limit);

    private bool IsSeen(PreviewDemand demand) =>
        (demand.Field?.Hideable() is not { } field || !hidden.Contains(field)) && (demand.Check != StageCheck.MostAmount || !hidden.Contains("opportunity.amount"));

    private DealFilter Filter(PreviewDemand demand) => demand switch
    {
        { Field: { } field } => new DealFilter(Lacks: field),
        { Check: StageCheck.MostAmount } => new DealFilter(AmountOver: demand.Limit ?? 0),
        { Check: StageCheck.FewestDays } => new DealFilter(DaysUnder: (int)(demand.Limit ?? 0)),
        { Check: StageCheck.CloseAhead } => new DealFilter(DueTo: today.AddDays(-1)),
        _ => new DealFilter(OnlyUnowned: true),
    };

    private sealed record Step(long? Id, string Name, StageKind Outcome, IReadOnlyList<DealField> Required);
}

/// <summary>How many open deals of the stage fit the filter?</summary>
internal sealed record PreviewQuestion(long StageId, string Stage, string? To, PreviewDemand Demand, DealFilter Filter)
{
    public PreviewFinding Found(int deals) => new(
        StageId, Stage, To, Demand, deals,
        new DealAddress { Stage = new RecordId(RecordKind.Stage, StageId), Outcome = StageKind.Open, Filter = Filter });
}
