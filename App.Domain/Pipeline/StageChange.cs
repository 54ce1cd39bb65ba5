namespace CrmLive.Pipeline;

/// <summary>One transition of a deal: from, to, who, when, why and how long it had stood before. Never edited.</summary>
public sealed class StageChange : Entity
{
    private StageChange()
    {
    }

    private StageChange(long id, Deal deal, Stage to, long? actorId, DateTimeOffset at)
        : base(id)
    {
        DealId = deal.Id;
        PipelineId = deal.PipelineId;
        ToStageId = to.Id;
        ToOutcome = to.Outcome;
        Amount = deal.Amount;
        ActorId = actorId;
        At = at;
    }

    public long DealId { get; private set; }

    public long PipelineId { get; private set; }

    public long? FromStageId { get; private set; }

    /// <summary>Whether it was open, or how it had ended, before; null for the first transition.</summary>
    public StageKind? FromOutcome { get; private set; }

    public long ToStageId { get; private set; }

    public StageKind ToOutcome { get; private set; }

    /// <summary>The deal's amount when it moved, in its pipeline's currency.</summary>
    public decimal Amount { get; private set; }

    public long? ActorId { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>
    /// Time since the transition before, in seconds of the clock, so that taken from <see cref="At"/> it names the second of the entry and the stays of a
    /// deal add up to its way; null for the first transition.
    /// </summary>
    public long? SecondsInStage { get; private set; }

    public string? Reason { get; private set; }

    /// <summary>The transition that this one took back.</summary>
    public long? TakesBackId { get; private set; }

    /// <summary>Who made an exception from a rule so that the deal could move.</summary>
    public long? ApprovedById { get; private set; }

    internal static StageChange Start(long id, Deal deal, Stage stage, long? actorId, DateTimeOffset at) =>
        new(id, deal, stage, actorId, at);

    internal static StageChange Between(long id, Deal deal, Stage from, Stage to, StageMove move) =>
        new(id, deal, to, move.ActorId, move.At)
        {
            FromStageId = from.Id,
            FromOutcome = from.Outcome,
            SecondsInStage = Math.Max(0, move.At.ToUnixTimeSeconds() - deal.MovedAt.ToUnixTimeSeconds()),
            Reason = Text.Optional(move.Reason, "reason", Text.NoteLength),
            ApprovedById = move.ApprovedById,
        };

    internal static StageChange Back(StageChange latest, Deal deal, Stage from, Stage to, StageMove move)
    {
        var change = Between(move.ChangeId, deal, from, to, move);
        change.TakesBackId = latest.Id;
        return change;
    }

    /// <summary>A closed deal changes its stage because the pipeline did; the time since it was closed is no time of its cycle.</summary>
    internal static StageChange Correction(long id, Deal deal, Stage from, Stage to, StageMove move) =>
        new(id, deal, to, move.ActorId, move.At)
        {
            FromStageId = from.Id,
            FromOutcome = from.Outcome,
            SecondsInStage = 0,
            Reason = Text.Optional(move.Reason, "reason", Text.NoteLength),
        };
}
