namespace CrmLive.Pipeline;

/// <summary>An opportunity: something that may be sold to an account, on its way through the stages of one pipeline.</summary>
public sealed partial class Deal : Entity, IOwned, ISoftDeleted, ISearched
{
    private readonly List<StageChange> _newStageChanges = [];

    private Deal()
    {
    }

    /// <summary>Opens a deal in an open stage.</summary>
    public Deal(long id, long stageChangeId, DealFields fields, SalesPipeline pipeline, Stage stage, Responsible responsible, DateTimeOffset now)
        : base(id)
    {
        StageMachine.CheckStart(pipeline, stage, fields);
        PipelineId = pipeline.Id;
        Currency = pipeline.Currency;
        OwnerId = responsible.OwnerId;
        TeamId = responsible.TeamId;
        CreatedAt = now;
        Apply(fields);
        Enter(stage, now);
        _newStageChanges.Add(StageChange.Start(stageChangeId, this, stage, responsible.ActorId, now));
        Record(new DealOpened(id, stage.Id, Name, Amount, Currency) { At = now });
    }

    public RecordKind Kind => RecordKind.Deal;

    public string Name { get; private set; } = "";

    /// <summary>What the record is ordered by; see <see cref="NameFold"/>.</summary>
    public string NameKey { get; private set; } = "";

    /// <summary>Expected (or, once won, actual) value in major units of <see cref="Currency"/>.</summary>
    public decimal Amount { get; private set; }

    public string Currency { get; private set; } = "EUR";

    public long PipelineId { get; private set; }

    public long StageId { get; private set; }

    public StageKind Outcome { get; private set; }

    /// <summary>What counts, 0 to 1: somebody's own estimate, or the probability of the stage.</summary>
    public decimal Probability { get; private set; }

    /// <summary>Number of the pipeline's table that <see cref="Probability"/> comes from.</summary>
    public int TableNumber { get; private set; } = 1;

    /// <summary>Since when it counts as being in its stage; a move that was taken back has not interrupted that.</summary>
    public DateTimeOffset StageSince { get; private set; }

    /// <summary>When it made its latest transition, from which the next one counts its stay.</summary>
    public DateTimeOffset MovedAt { get; private set; }

    /// <summary>Where the deal lies in the column of its stage: the highest on top. See <see cref="ManualOrder"/>.</summary>
    public long Rank { get; private set; }

    public long? AccountId { get; private set; }

    public long? ContactId { get; private set; }

    public long? ProductId { get; private set; }

    public long? OwnerId { get; private set; }

    public long? TeamId { get; private set; }

    public DateOnly? ExpectedClose { get; private set; }

    /// <summary>How often the expected close was put off.</summary>
    public int CloseMoves { get; private set; }

    public string? NextStep { get; private set; }

    public string? LostReason { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    public DateTimeOffset? DeletedAt { get; private set; }

    public bool IsOpen => Outcome == StageKind.Open;

    /// <summary>Transitions made since the deal was loaded; saved with it.</summary>
    public IReadOnlyList<StageChange> NewStageChanges => _newStageChanges;

    public IEnumerable<SearchedText> SearchedTexts() => [SearchedText.OfName("name", Name)];

    /// <summary>What a person may type about the deal, as it stands now.</summary>
    public DealFields Fields() => new(Name, Amount, AccountId, ContactId, ProductId, ExpectedClose, NextStep);

    public void Edit(DealFields fields) => Apply(fields);

    /// <summary>Takes an edit back. What it put off was not put off, and what is put off by this was so before.</summary>
    /// <param name="before">As it was before the edit.</param>
    /// <param name="after">As the edit left it.</param>
    public void TakeBack(DealFields fields, Deal before, Deal after)
    {
        var moves = CloseMoves - (after.CloseMoves - before.CloseMoves);
        Apply(fields);
        CloseMoves = moves;
    }

    public void AssignTo(long? ownerId, long? teamId)
    {
        var before = OwnerId;
        OwnerId = ownerId;
        TeamId = teamId;
        if (before != ownerId)
        {
            Record(new DealAssigned(Id, before, ownerId));
        }
    }

    /// <summary>Moves to another stage of the same pipeline.</summary>
    /// <exception cref="RuleBroken">The stage machine does not allow it; the deal is as it was.</exception>
    /// <param name="pipeline">The deal's own, with its stages and rules.</param>
    public StageChange MoveTo(SalesPipeline pipeline, Stage to, StageMove move)
    {
        StageMachine.Check(pipeline, this, to, move);
        Take(move.Fields);
        var askedBy = move.ApprovedById is null ? null : move.ActorId;
        return Change(pipeline.Stage(StageId)!, to, move, new DealMoved(Id, StageId, to.Id, move.Reason, IsUndo: false, askedBy));
    }

    /// <summary>Takes the latest transition back: the deal stands where and as it stood before it, closed or open.</summary>
    /// <param name="before">The deal as it was before that transition. What else was changed since stays.</param>
    public StageChange UndoMove(Stage current, Stage previous, StageChange latest, Deal? before, StageMove move)
    {
        if (latest.ToStageId != StageId || latest.FromStageId != previous.Id || latest.DealId != Id || before?.StageId != previous.Id)
        {
            throw new RuleBroken("deal.moved_since", "The deal has moved again since. Look at its history before you move it back.");
        }

        StageMachine.CheckStays(previous);
        if (before.Outcome != previous.Outcome)
        {
            throw new RuleBroken("stage.changed", $"{previous.Name} is a stage of another outcome by now. Move the deal there instead.", "stage_id");
        }

        var change = StageChange.Back(latest, this, current, previous, move);
        StandAs(before, move.At);
        return Keep(change, new DealMoved(Id, current.Id, previous.Id, move.Reason, IsUndo: true) { At = move.At });
    }

    /// <summary>Leaves a stage that is removed, for one of the same outcome. A closed deal stays closed when it was.</summary>
    public StageChange Relocate(Stage from, Stage to, StageMove move)
    {
        if (from.Outcome != to.Outcome || from.PipelineId != to.PipelineId || from.Id != StageId)
        {
            throw new RuleBroken("stage.target", $"The deals of {from.Name} cannot go to {to.Name}.", "stage_id");
        }

        var change = IsOpen ? StageChange.Between(move.ChangeId, this, from, to, move) : StageChange.Correction(move.ChangeId, this, from, to, move);
        if (IsOpen)
        {
            Enter(to, move.At);
        }
        else
        {
            StageId = to.Id;
        }

        return Keep(change, new DealMoved(Id, from.Id, to.Id, move.Reason, IsUndo: false) { At = move.At });
    }

    /// <summary>Takes over the probability that a newer table gives the stage.</summary>
    public void Follow(ProbabilityTable table)
    {
        if (IsOpen && !IsOverridden && table.PipelineId == PipelineId && table.Number > TableNumber)
        {
            Probability = table.Of(StageId) ?? Probability;
            TableNumber = table.Number;
        }
    }

    /// <summary>Takes over what was filled in on the way.</summary>
    internal void Take(MoveFields? values)
    {
        if (values is not null)
        {
            Apply(values.Over(Fields()));
        }
    }

    /// <summary>Something about the deal happened that is kept elsewhere.</summary>
    internal void Tell(DomainEvent happened) => Record(happened);

    /// <summary>Lies at that place of its column.</summary>
    public void PlaceAt(long rank)
    {
        if (Rank != rank)
        {
            Rank = rank;
            Record(new DealPlaced(Id, StageId));
        }
    }

    public void Delete(DateTimeOffset now) => DeletedAt ??= now;

    public void Restore() => DeletedAt = null;

    private StageChange Change(Stage from, Stage to, StageMove move, DealMoved moved)
    {
        var change = StageChange.Between(move.ChangeId, this, from, to, move);
        Enter(to, move.At);
        LostReason = to.Outcome == StageKind.Lost ? move.Reason : null;
        return Keep(change, moved with { At = move.At });
    }

    private StageChange Keep(StageChange change, DealMoved moved)
    {
        _newStageChanges.Add(change);
        Record(moved);
        return change;
    }

    private void Enter(Stage stage, DateTimeOffset now)
    {
        StageId = stage.Id;
        Outcome = stage.Outcome;
        FollowStage(stage);
        StageSince = now;
        MovedAt = now;
        Rank = ManualOrder.Entering(now);
        ClosedAt = stage.IsOpen ? null : now;
    }

    private void StandAs(Deal before, DateTimeOffset now)
    {
        StageId = before.StageId;
        Outcome = before.Outcome;
        EstimateAs(before);
        StageSince = before.StageSince;
        MovedAt = now;
        Rank = before.Rank;
        ClosedAt = before.ClosedAt;
        LostReason = before.LostReason;
    }

    private void Apply(DealFields fields)
    {
        var faults = new Faults();
        var name = faults.Take(() => Text.Required(fields.Name, "name"));
        var amount = faults.Take(() => Typed(fields.Amount));
        var close = faults.Take(() => Day(fields.ExpectedClose));
        var nextStep = faults.Take(() => Text.Optional(fields.NextStep, "next_step"));
        faults.Throw();
        (Name, NameKey) = (name!, NameFold.Key(name!));
        Amount = amount;
        AccountId = fields.AccountId;
        ContactId = fields.ContactId;
        ProductId = fields.ProductId;
        CloseMoves += close > ExpectedClose ? 1 : 0;
        ExpectedClose = close;
        NextStep = nextStep;
    }

    private DateOnly? Day(DateOnly? close) => close is not { } day || close == ExpectedClose || Calendar.Holds(day) ? close
        : throw new RuleBroken("field.invalid", $"The expected close lies between {Calendar.First.Year} and {Calendar.Last.Year}. Check its year.", "expected_close");
}
