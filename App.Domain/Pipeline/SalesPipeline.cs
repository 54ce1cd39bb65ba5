namespace CrmLive.Pipeline;

/// <summary>A way of selling: ordered stages and the currency that its totals are in.</summary>
public sealed class SalesPipeline : Entity, IRecord
{
    private readonly List<Stage> _stages = [];

    private SalesPipeline()
    {
    }

    public SalesPipeline(long id, string name, string currency, int position)
        : base(id)
    {
        Name = Text.Required(name, "name");
        Currency = Money.IsCurrency(currency)
            ? currency
            : throw new RuleBroken("field.invalid", "The currency of a pipeline has three capital letters, such as EUR.", "currency");
        Position = position;
    }

    public RecordKind Kind => RecordKind.Pipeline;

    public string Name { get; private set; } = "";

    public string Currency { get; private set; } = "EUR";

    public int Position { get; private set; }

    public IReadOnlyList<Stage> Stages => _stages;

    /// <summary>Adds a stage at the end.</summary>
    public Stage AddStage(long id, string name, StageKind kind, decimal probability)
    {
        var stage = new Stage(id, Id, name, kind, probability, _stages.Count);
        _stages.Add(stage);
        return stage;
    }
}
