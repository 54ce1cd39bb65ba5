namespace CrmLive.Pipeline;

/// <summary>What a rule says.</summary>
/// <param name="StageId">Only for moves into this stage; null for all moves of the pipeline.</param>
/// <param name="Limit">Money or days, for the checks that have one.</param>
/// <param name="Message">What people are told instead of the sentence of the check.</param>
public sealed record RuleTerms(StageCheck Check, RuleStrength Strength, long? StageId = null, decimal? Limit = null, string? Message = null);

/// <summary>A rule for the moves of one pipeline. Part of the pipeline, which adds, changes and removes it.</summary>
public sealed class StageRule : Entity
{
    public const int MostDays = 365;
    private const int MessageLength = 300;

    private StageRule()
    {
    }

    internal StageRule(long id, SalesPipeline pipeline, RuleTerms terms)
        : base(id)
    {
        PipelineId = pipeline.Id;
        Set(terms, pipeline.Currency);
    }

    public long PipelineId { get; private set; }

    /// <summary>Null for all moves of the pipeline.</summary>
    public long? StageId { get; private set; }

    public StageCheck Check { get; private set; }

    public RuleStrength Strength { get; private set; }

    public decimal? Limit { get; private set; }

    public string? Message { get; private set; }

    public RuleTerms Terms() => new(Check, Strength, StageId, Limit, Message);

    internal void Set(RuleTerms terms, string currency)
    {
        var limit = LimitOf(terms, currency);
        var message = Text.Optional(terms.Message, "message", MessageLength);
        (StageId, Check, Strength, Limit, Message) = (terms.StageId, terms.Check, terms.Strength, limit, message);
    }

    /// <summary>What the rule says to a move; null where it is kept.</summary>
    internal RuleBreach? Judge(MoveCase move)
    {
        if ((StageId is { } only && only != move.To.Id) || move.Keeps(Check, Limit))
        {
            return null;
        }

        return new RuleBreach(Check.Code(), Message ?? Sentence(move), Check == StageCheck.CloseAhead ? DealField.ExpectedClose : null, IsWaivable: true)
        {
            About = Check == StageCheck.MostAmount ? DealField.Amount : null,
        };
    }

    private decimal? LimitOf(RuleTerms terms, string currency)
    {
        if (!Enum.IsDefined(terms.Check) || !Enum.IsDefined(terms.Strength))
        {
            throw new RuleBroken("rule.unknown", "There is no rule of this kind. Choose one from the list.", "check");
        }

        return (terms.Check, terms.Limit) switch
        {
            (StageCheck.MostAmount, >= 0 and < 1_000_000_000_000m and var most) => most == Limit ? most : Currencies.Exact(most, currency, "limit"),
            (StageCheck.FewestDays, >= 1 and <= MostDays) when terms.Limit == decimal.Truncate(terms.Limit.Value) => terms.Limit,
            (StageCheck.MostAmount, _) => throw new RuleBroken("rule.limit", "Say the largest amount, from 0 up.", "limit"),
            (StageCheck.FewestDays, _) => throw new RuleBroken("rule.limit", $"Say the number of days, 1 to {MostDays}.", "limit"),
            (_, null) => null,
            _ => throw new RuleBroken("rule.limit", "This rule has no limit. Leave it empty.", "limit"),
        };
    }

    private string Sentence(MoveCase move) => Check switch
    {
        StageCheck.NoSkip => $"From {move.From.Name} to {move.To.Name} would skip {string.Join(", ", move.Skipped.Select(stage => stage.Name))}. Move it stage by stage.",
        StageCheck.NoReturn => $"Deals do not go back from {move.From.Name} to {move.To.Name}.",
        StageCheck.NoReopen => "A closed deal is not reopened here.",
        StageCheck.MostAmount => $"Above {move.Format.Money(Limit ?? 0, move.Currency)} a deal does not go to {move.To.Name} without an exception.",
        StageCheck.FewestDays => $"A deal stays in {move.From.Name} for at least {Limit:0} {(Limit == 1 ? "day" : "days")}.",
        StageCheck.CloseAhead => "The expected close lies in the past. Choose a date from today on.",
        _ => "Only the owner of a deal or a manager closes it.",
    };
}
