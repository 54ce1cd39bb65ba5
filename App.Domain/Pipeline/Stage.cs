namespace CrmLive.Pipeline;

/// <summary>A step of a pipeline with the share of its deals that is expected to be won.</summary>
public sealed class Stage : Entity, IRecord
{
    private Stage()
    {
    }

    internal Stage(long id, long pipelineId, string name, StageKind outcome, decimal probability, int position)
        : base(id)
    {
        PipelineId = pipelineId;
        Name = Text.Required(name, "name", 80);
        Outcome = outcome;
        Position = position;
        Probability = outcome switch
        {
            StageKind.Won => 1m,
            StageKind.Lost => 0m,
            _ when probability is >= 0m and <= 1m => probability,
            _ => throw new RuleBroken("stage.probability", "A probability lies between 0 % and 100 %.", "probability"),
        };
    }

    public RecordKind Kind => RecordKind.Stage;

    public long PipelineId { get; private set; }

    public string Name { get; private set; } = "";

    public StageKind Outcome { get; private set; }

    /// <summary>0 to 1; always 1 where deals are won and 0 where they are lost.</summary>
    public decimal Probability { get; private set; }

    public int Position { get; private set; }

    /// <summary>What a deal must have to enter the stage, in the order of asking. Winning always needs an account and losing a reason.</summary>
    public IReadOnlyList<DealField> Required { get; private set; } = [];

    public bool IsOpen => Outcome == StageKind.Open;

    /// <summary>Requires exactly these fields of deals that enter from now on.</summary>
    public void Require(IEnumerable<DealField> fields)
    {
        var wanted = fields.Distinct().Order().ToList();
        if (wanted.Except(DealFieldWords.Choices).Any())
        {
            throw new RuleBroken("stage.unknown_field", "A stage cannot require this field. Choose from the list.", "required");
        }

        if (!wanted.SequenceEqual(Required))
        {
            Required = wanted;
        }
    }
}
