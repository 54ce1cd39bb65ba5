namespace CrmLive.Pipeline;

/// <summary>How likely a deal is won: as its stage says, unless somebody knows better. Their estimate ends when the deal changes stage, and is back when that is undone.</summary>
public sealed partial class Deal
{
    /// <summary>Somebody's own estimate, 0 to 1; null while the stage's probability counts.</summary>
    public decimal? OverrideShare { get; private set; }

    public string? OverrideReason { get; private set; }

    public long? OverrideById { get; private set; }

    public DateTimeOffset? OverrideAt { get; private set; }

    public bool IsOverridden => OverrideShare is not null;

    /// <param name="byId">The user, or null when software estimates.</param>
    public void OverrideProbability(decimal share, string? reason, long? byId, DateTimeOffset now)
    {
        CheckOpen();
        if (share is < 0 or > 1 || decimal.Round(share, 4) != share)
        {
            throw new RuleBroken("field.invalid", "A probability lies between 0 and 100 %, with two decimals at most. Check it.", "share");
        }

        var why = Text.Required(reason, "reason", Text.NoteLength);
        Record(new ProbabilityOverridden(Id, Probability, share, why));
        (OverrideShare, OverrideReason, OverrideById, OverrideAt) = (share, why, byId, now);
        Probability = share;
    }

    /// <summary>Goes back to the probability of the stage that the deal is in.</summary>
    public void EndOverride(Stage stage)
    {
        CheckOpen();
        if (stage.Id == StageId && IsOverridden)
        {
            Record(new ProbabilityOverrideEnded(Id, Probability, stage.Probability));
            FollowStage(stage);
        }
    }

    private void FollowStage(Stage stage)
    {
        (OverrideShare, OverrideReason, OverrideById, OverrideAt) = (null, null, null, null);
        Probability = stage.Probability;
        TableNumber = stage.TableNumber;
    }

    private void EstimateAs(Deal before)
    {
        (OverrideShare, OverrideReason, OverrideById, OverrideAt) = (before.OverrideShare, before.OverrideReason, before.OverrideById, before.OverrideAt);
        Probability = before.Probability;
        TableNumber = before.TableNumber;
    }

    private void CheckOpen()
    {
        if (!IsOpen)
        {
            throw new RuleBroken("deal.closed", "The deal is closed, so there is nothing left to estimate. Open it again first.");
        }
    }
}
