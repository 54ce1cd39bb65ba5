namespace CrmLive.Pipeline;

/// <summary>A stage while somebody works on it.</summary>
public sealed class StageDraft
{
    public StageDraft()
    {
    }

    public StageDraft(StageDetails from) =>
        (Id, Name, Outcome, Probability, Required) = (from.Id, from.Name, from.Outcome, from.Probability, [.. from.Required]);

    /// <summary>Null for a new one.</summary>
    public long? Id { get; }

    public string Name { get; set; } = "";

    public StageKind Outcome { get; set; }

    /// <summary>0 to 1.</summary>
    public decimal Probability { get; set; }

    public decimal Percent
    {
        get => decimal.Round(Probability * 100, 2) / 1.0000m;
        set => Probability = value / 100;
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
        Probability = Probability == before.Probability ? theirs.Probability : Probability;
        Required = Required.SequenceEqual(before.Required) ? [.. theirs.Required] : Required;
    }
}
