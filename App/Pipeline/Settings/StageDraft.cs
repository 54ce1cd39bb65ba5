using CrmLive.Shell;

namespace CrmLive.Pipeline;

/// <summary>A stage while somebody works on it.</summary>
public sealed class StageDraft
{
    public StageDraft()
    {
    }

    public StageDraft(StageDetails from)
    {
        (Id, Name, Outcome, Required) = (from.Id, from.Name, from.Outcome, [.. from.Required]);
        Percent = from.Probability * 100;
    }

    /// <summary>Null for a new one.</summary>
    public long? Id { get; }

    public string Name { get; set; } = "";

    public StageKind Outcome { get; set; }

    /// <summary>0 to 1.</summary>
    public decimal Probability { get; private set; }

    public decimal Percent
    {
        get => decimal.Round(Probability * 100, 2);
        set => Type(new TypedNumber(value));
    }

    /// <summary>The percentage as it stands in its field.</summary>
    public TypedNumber Typed { get; private set; }

    public void Type(TypedNumber percent)
    {
        Typed = percent is { Value: null, Fault: null }
            ? percent with { Text = percent.Text ?? "", Fault = new RuleBroken("stage.probability", "The probability is missing. Type 0 to 100.", "probability") }
            : percent;
        Probability = percent.Value / 100 ?? Probability;
    }

    public List<DealField> Required { get; private set; } = [];

    public StageDesign Design() => new(Id, Name, Outcome, Probability, [.. Required]);

    /// <summary>Requires the field, or no longer.</summary>
    public void Toggle(DealField field) =>
        Required = Required.Contains(field) ? [.. Required.Except([field])] : [.. Required.Append(field).Order()];

    internal (long? Id, string Name, StageKind Outcome, decimal Probability, string Required) Shape() =>
        (Id, Name, Outcome, Outcome == StageKind.Open ? Probability : 0, string.Join(' ', Required));

    internal void Rebase(StageDetails before, StageDetails theirs)
    {
        Name = Name == before.Name ? theirs.Name : Name;
        Outcome = Outcome == before.Outcome ? theirs.Outcome : Outcome;
        if (Probability == before.Probability && Typed.Fault is null)
        {
            Percent = theirs.Probability * 100;
        }

        Required = Required.SequenceEqual(before.Required) ? [.. theirs.Required] : Required;
    }
}
