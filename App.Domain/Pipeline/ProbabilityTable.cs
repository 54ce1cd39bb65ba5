namespace CrmLive.Pipeline;

/// <summary>One version of the probabilities of a pipeline's open stages. Never edited: other probabilities are another table.</summary>
public sealed class ProbabilityTable : Entity
{
    private readonly List<ProbabilityShare> _shares = [];

    private ProbabilityTable()
    {
    }

    internal ProbabilityTable(long id, long pipelineId, int number, Author author, string? note, bool dealsFollow)
        : base(id)
    {
        PipelineId = pipelineId;
        Number = number;
        ById = author.UserId;
        From = author.At;
        Note = Text.Optional(note, "note", Text.NoteLength);
        DealsFollow = dealsFollow;
    }

    public long PipelineId { get; private set; }

    /// <summary>1 for the table that the pipeline was made with.</summary>
    public int Number { get; private set; }

    public DateTimeOffset From { get; private set; }

    /// <summary>Null when the software made it.</summary>
    public long? ById { get; private set; }

    public string? Note { get; private set; }

    /// <summary>Deals that were open when it was published get its probabilities; else only those that enter a stage afterwards.</summary>
    public bool DealsFollow { get; private set; }

    public IReadOnlyList<ProbabilityShare> Shares => _shares;

    public decimal? Of(long stageId) => _shares.Find(share => share.StageId == stageId)?.Probability;

    internal void Put(long id, Stage stage) => _shares.Add(new ProbabilityShare(id, Id, stage.Id, stage.Probability));
}

/// <summary>The probability of one open stage in one table, 0 to 1.</summary>
public sealed class ProbabilityShare : Entity
{
    private ProbabilityShare()
    {
    }

    internal ProbabilityShare(long id, long tableId, long stageId, decimal probability)
        : base(id) => (TableId, StageId, Probability) = (tableId, stageId, probability);

    public long TableId { get; private set; }

    public long StageId { get; private set; }

    public decimal Probability { get; private set; }
}
