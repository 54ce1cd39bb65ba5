namespace CrmLive.Pipeline;

/// <summary>A way of selling: ordered stages and the currency that its totals are in.</summary>
public sealed partial class SalesPipeline : Entity, ISoftDeleted, IRecord
{
    /// <summary>As many as a tenant can have outside the bin: they are ways of selling, and people choose among them.</summary>
    public const int Most = 100;

    private const int MostRules = 50;

    private readonly List<Stage> _stages = [];
    private readonly List<StageRule> _rules = [];
    private readonly List<ProbabilityTable> _tables = [];

    private SalesPipeline()
    {
    }

    /// <summary>A pipeline without stages yet, and with the first table of their probabilities; that table has the pipeline's number.</summary>
    public SalesPipeline(long id, string name, string currency, int position, Author? author = null)
        : base(id)
    {
        Name = Text.Required(name, "name");
        FoldedName = NameFold.Of(Name);
        Currency = Currencies.Known(currency, "currency");
        Position = position;
        _tables.Add(new ProbabilityTable(id, id, TableNumber, author ?? new Author(null, DateTimeOffset.UnixEpoch), note: null, dealsFollow: false));
    }

    public RecordKind Kind => RecordKind.Pipeline;

    public string Name { get; private set; } = "";

    /// <summary>Tells it from others: names that count as one are taken once; see <see cref="NameFold"/>.</summary>
    public string FoldedName { get; private set; } = "";

    public string Currency { get; private set; } = "EUR";

    public int Position { get; private set; }

    /// <summary>Number of the table of probabilities that is in force.</summary>
    public int TableNumber { get; private set; } = 1;

    public DateTimeOffset? DeletedAt { get; private set; }

    public IReadOnlyList<Stage> Stages => _stages;

    /// <summary>The tables of probabilities that were loaded or made.</summary>
    public IReadOnlyList<ProbabilityTable> Tables => _tables;

    /// <summary>What moves between its stages have to keep to.</summary>
    public IReadOnlyList<StageRule> Rules => _rules;

    public Stage? Stage(long id) => _stages.Find(stage => stage.Id == id);

    /// <summary>Adds a stage at the end of a pipeline that is being made.</summary>
    public Stage AddStage(long id, string name, StageKind kind, decimal probability)
    {
        PipelineRules.CheckOrder(_stages.Select(stage => stage.Outcome).Append(kind));
        var stage = new Stage(id, Id, name, kind, probability, _stages.Count);
        _stages.Add(stage);
        if (stage.IsOpen)
        {
            _tables[0].Put(id, stage);
        }

        return stage;
    }

    public void PlaceAt(int position) => Position = position;

    /// <summary>Puts the pipeline into the bin; deals that were closed in it stay where they are.</summary>
    /// <param name="openDeals">How many deals are open in it.</param>
    public void Delete(int openDeals, DateTimeOffset now)
    {
        if (openDeals > 0)
        {
            throw new RuleBroken("pipeline.in_use", $"{Name} holds {openDeals} open deals. Close or delete them before you delete the pipeline.");
        }

        DeletedAt ??= now;
    }

    public void Restore() => DeletedAt = null;

    public StageRule AddRule(long id, RuleTerms terms)
    {
        if (_rules.Count >= MostRules)
        {
            throw new RuleBroken("pipeline.too_many_rules", $"A pipeline has up to {MostRules} rules. Remove one first.");
        }

        CheckStage(terms);
        var rule = new StageRule(id, this, terms);
        _rules.Add(rule);
        Record(new PipelineRuleChanged(Id, id, Before: null, rule.Terms()));
        return rule;
    }

    public void ChangeRule(long id, RuleTerms terms)
    {
        CheckStage(terms);
        var rule = Rule(id);
        var before = rule.Terms();
        rule.Set(terms, Currency);
        if (rule.Terms() != before)
        {
            Record(new PipelineRuleChanged(Id, id, before, rule.Terms()));
        }
    }

    public void RemoveRule(long id)
    {
        var rule = Rule(id);
        _rules.Remove(rule);
        Record(new PipelineRuleChanged(Id, id, rule.Terms(), After: null));
    }

    private StageRule Rule(long id) =>
        _rules.Find(rule => rule.Id == id) ?? throw new RuleBroken("rule.gone", "Somebody has removed this rule. Look at the rules again.", "rule_id");

    private void CheckStage(RuleTerms terms)
    {
        if (terms.StageId is { } stage && Stage(stage) is not { IsLeaving: false })
        {
            throw new RuleBroken("stage.other_pipeline", $"A rule of {Name} is about a stage of {Name}. Choose one.", "stage_id");
        }
    }
}

/// <summary>A rule for moves was added, changed or removed.</summary>
public sealed record PipelineRuleChanged(long PipelineId, long RuleId, RuleTerms? Before, RuleTerms? After)
    : DomainEvent("pipeline.rule_changed.v1", RecordKind.Pipeline, PipelineId);
