namespace CrmLive.Pipeline;

/// <summary>What has become of a request for an exception.</summary>
public enum ApprovalState
{
    Pending = 0,
    Approved = 1,
    Declined = 2,
    Withdrawn = 3,

    /// <summary>The deal has moved otherwise before anybody decided.</summary>
    Void = 4,
}

/// <summary>Who decides about an exception.</summary>
/// <param name="IsAdmin">May decide about their own request too, so that the only one who can decide is not stuck.</param>
/// <param name="Zone">By whose calendar a day lies ahead; null for UTC.</param>
public sealed record Decider(long UserId, bool IsAdmin, TimeZoneInfo? Zone = null)
{
    internal DateOnly DayOf(DateTimeOffset at) => Days.Of(at, Zone ?? TimeZoneInfo.Utc);
}

/// <summary>Somebody asks that a deal may move although hard rules are against it. A manager approves, which makes the move, or declines.</summary>
public sealed class MoveApproval : Entity, IRecord
{
    private MoveApproval()
    {
    }

    private MoveApproval(long id, Deal deal, Stage to, MoveVerdict verdict, StageMove move)
        : base(id)
    {
        DealId = deal.Id;
        FromStageId = deal.StageId;
        StageSince = deal.StageSince;
        ToStageId = to.Id;
        Codes = [.. verdict.Breaches.Select(breach => breach.Code).Distinct()];
        var sentences = string.Join(" ", verdict.Without(move.HiddenFields).Breaches.Select(breach => breach.Sentence));
        Breaches = sentences[..Math.Min(sentences.Length, Text.NoteLength)];
        Reason = Text.Required(move.Reason, "reason", Text.NoteLength);
        AskedById = move.ActorId ?? throw new RuleBroken("approval.nobody", "Only a person can ask for an exception.");
        AskedAt = move.At;
    }

    public RecordKind Kind => RecordKind.MoveApproval;

    public long DealId { get; private set; }

    public long FromStageId { get; private set; }

    public long ToStageId { get; private set; }

    /// <summary>When the deal had come to the stage that it would leave; a request for another stay is void.</summary>
    public DateTimeOffset StageSince { get; private set; }

    /// <summary>Codes of the rules that the exception is from.</summary>
    public IReadOnlyList<string> Codes { get; private set; } = [];

    /// <summary>What the rules said.</summary>
    public string Breaches { get; private set; } = "";

    public string Reason { get; private set; } = "";

    public long AskedById { get; private set; }

    public DateTimeOffset AskedAt { get; private set; }

    public ApprovalState State { get; private set; }

    public long? DecidedById { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public string? Note { get; private set; }

    /// <summary>Asks for an exception from all hard rules that stand against the move. Values that the move brings are set at once, like any edit.</summary>
    /// <exception cref="RuleBroken">No rule is against it, or it lacks more than an exception.</exception>
    public static MoveApproval Ask(long id, SalesPipeline pipeline, Deal deal, Stage to, StageMove move)
    {
        var verdict = StageMachine.Judge(pipeline, deal, to, move);
        if (verdict.Breaches.Count == 0 && verdict.Missing.Count == 0)
        {
            throw new RuleBroken("approval.not_needed", "No rule stands against this move any more. Make it.");
        }

        if (!verdict.IsWaivable || verdict.Missing.Count > 0)
        {
            throw new MoveRefused((verdict.IsWaivable ? verdict with { Breaches = [] } : verdict).Without(move.HiddenFields), to.Name);
        }

        var asked = new MoveApproval(id, deal, to, verdict, move);
        deal.Take(move.Fields);
        deal.Tell(new ExceptionAsked(deal.Id, id, to.Id, asked.Reason) { At = move.At });
        return asked;
    }

    /// <summary>It is still about the stay of the deal that it was asked for.</summary>
    public bool IsAbout(Deal deal) => deal.Id == DealId && deal.StageId == FromStageId && deal.StageSince == StageSince;

    /// <summary>What has become of it; a pending request of which the deal has moved away is void.</summary>
    public ApprovalState StateFor(Deal deal) => State == ApprovalState.Pending && !IsAbout(deal) ? ApprovalState.Void : State;

    /// <summary>What the rules said, for somebody from whom these fields are hidden: it tells nothing about them.</summary>
    public string BreachesFor(IReadOnlySet<string> hiddenFields) =>
        hiddenFields.Contains("opportunity.amount") && Codes.Contains(StageCheck.MostAmount.Code()) ? MoveVerdict.Unseen.Sentence : Breaches;

    /// <summary>Makes the move in the name of who asked, with these rules waived; all others are judged.</summary>
    public StageChange Approve(SalesPipeline pipeline, Deal deal, Decider by, string? note, long changeId, DateTimeOffset at)
    {
        CheckDecider(deal, by);
        var to = pipeline.Stage(ToStageId) ?? throw Gone();
        var change = deal.MoveTo(pipeline, to, new StageMove(changeId, AskedById, at, Reason) { Waived = Codes.ToHashSet(), ApprovedById = by.UserId, Today = by.DayOf(at) });
        Settle(deal, ApprovalState.Approved, by.UserId, note, at);
        return change;
    }

    public void Decline(Deal deal, Decider by, string? note, DateTimeOffset at)
    {
        CheckDecider(deal, by);
        Settle(deal, ApprovalState.Declined, by.UserId, note, at);
    }

    public void Withdraw(Deal deal, long byId, DateTimeOffset at)
    {
        CheckPending();
        if (byId != AskedById)
        {
            throw new RuleBroken("approval.not_yours", "Only who asked can withdraw the request. Decline it instead.");
        }

        Settle(deal, ApprovalState.Withdrawn, byId, null, at);
    }

    /// <summary>Makes room for another request: what is no longer about the deal's present stay is void.</summary>
    public void MakeRoom(Deal deal, DateTimeOffset at)
    {
        if (IsAbout(deal))
        {
            throw new RuleBroken("approval.pending", "A manager has been asked about this deal already. Wait for the answer, or withdraw the request.");
        }

        (State, DecidedAt) = (ApprovalState.Void, at);
    }

    private static RuleBroken Gone() => new("approval.void", "The deal has moved since this was asked, so there is nothing to decide any more.");

    private void CheckDecider(Deal deal, Decider by)
    {
        CheckPending();
        if (!IsAbout(deal))
        {
            throw Gone();
        }

        if (by.UserId == AskedById && !by.IsAdmin)
        {
            throw new RuleBroken("approval.own", "You have asked for this yourself. Somebody else has to decide.");
        }
    }

    private void CheckPending()
    {
        if (State != ApprovalState.Pending)
        {
            throw new RuleBroken("approval.decided", $"This request is {State.ToString().ToLowerInvariant()} already.");
        }
    }

    private void Settle(Deal deal, ApprovalState state, long byId, string? note, DateTimeOffset at)
    {
        Note = Text.Optional(note, "note", Text.NoteLength);
        (State, DecidedById, DecidedAt) = (state, byId, at);
        deal.Tell(new ExceptionDecided(deal.Id, Id, AskedById, ToStageId, state, Note) { At = at });
    }
}

/// <summary>Somebody asked that the deal may move against a rule.</summary>
public sealed record ExceptionAsked(long DealId, long ApprovalId, long ToStageId, string Reason)
    : DomainEvent("opportunity.exception_asked.v1", RecordKind.Deal, DealId);

/// <summary>The request was approved, declined or withdrawn.</summary>
public sealed record ExceptionDecided(long DealId, long ApprovalId, long AskedById, long ToStageId, ApprovalState State, string? Note)
    : DomainEvent("opportunity.exception_decided.v1", RecordKind.Deal, DealId);
