namespace CrmLive.Pipeline;

/// <summary>A step of a pipeline with the share of its deals that is expected to be won.</summary>
public sealed class Stage : Entity, ISoftDeleted, IRecord
{
    public const int NameLength = 80;

    private Stage()
    {
    }

    internal Stage(long id, long pipelineId, string name, StageKind outcome, decimal probability, int position)
        : base(id)
    {
        PipelineId = pipelineId;
        Become(new StageDesign(id, name, outcome, probability), position);
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

    /// <summary>Number of the pipeline's table that the probability comes from.</summary>
    public int TableNumber { get; private set; } = 1;

    /// <summary>Set once the stage is removed: the stage that its deals go to.</summary>
    public long? MovesToId { get; private set; }

    public DateTimeOffset? DeletedAt { get; private set; }

    public bool IsOpen => Outcome == StageKind.Open;

    /// <summary>It is removed, or will be when the last deal is out of it. Nothing enters it any more.</summary>
    public bool IsLeaving => MovesToId is not null || DeletedAt is not null;

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

    /// <summary>The last deal is out of it.</summary>
    public void Remove(DateTimeOffset now) => DeletedAt ??= now;

    internal void Become(StageDesign design, int position)
    {
        Name = Text.Required(design.Name, "name", NameLength);
        Outcome = design.Outcome;
        Position = position;
        Probability = design.Outcome switch
        {
            StageKind.Won => 1m,
            StageKind.Lost => 0m,
            _ when design.Probability is >= 0m and <= 1m && decimal.Round(design.Probability, 4) == design.Probability => design.Probability,
            _ => throw new RuleBroken("stage.probability", "A probability lies between 0 % and 100 %, with two decimals at most.", "probability"),
        };
        Require(design.Required ?? Required);
    }

    internal void PlaceAt(int position) => Position = position;

    internal void Take(int tableNumber) => TableNumber = tableNumber;

    internal void Leave(long? target, bool isInUse, DateTimeOffset now)
    {
        MovesToId = target;
        if (!isInUse)
        {
            Remove(now);
        }
    }

    /// <summary>Whoever shows its cards has to read their places again.</summary>
    public void NoteSpread() => Record(new ColumnSpread(Id));
}
