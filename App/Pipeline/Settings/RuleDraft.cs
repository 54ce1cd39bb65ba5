using CrmLive.Shell;

namespace CrmLive.Pipeline;

/// <summary>A rule for moves while somebody works on it.</summary>
public sealed class RuleDraft
{
    private long? _id;

    public RuleDraft()
    {
    }

    public RuleDraft(RuleDesign from)
    {
        (_id, var terms) = from;
        (Check, Strength, StageId, Limit, Message) = (terms.Check, terms.Strength, terms.StageId, terms.Limit, terms.Message);
    }

    public StageCheck Check { get; set; }

    public RuleStrength Strength { get; set; } = RuleStrength.Soft;

    /// <summary>Null for all moves.</summary>
    public long? StageId { get; set; }

    public decimal? Limit
    {
        get => Typed.Value;
        set => Typed = new TypedNumber(value);
    }

    /// <summary>The limit as it stands in its field.</summary>
    public TypedNumber Typed { get; set; }

    public string? Message { get; set; }

    public RuleDesign Design() => new(_id, new RuleTerms(
        Check, Strength, StageId, Check.HasLimit() ? Limit : null, string.IsNullOrWhiteSpace(Message) ? null : Message.Trim()));

    /// <summary>What somebody else removed meanwhile this rule no longer speaks of.</summary>
    internal void Forget(PipelineDetails theirs)
    {
        _id = theirs.Rules.Any(rule => rule.Id == _id) ? _id : null;
        StageId = theirs.Stages.Any(stage => stage.Id == StageId) ? StageId : null;
    }
}
