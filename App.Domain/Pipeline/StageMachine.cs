namespace CrmLive.Pipeline;

/// <summary>Which transitions are legal and what they require. The same rules bind board, REST, import and command line.</summary>
public static class StageMachine
{
    /// <summary>A new deal starts in an open stage of its own pipeline.</summary>
    public static void CheckStart(SalesPipeline pipeline, Stage stage)
    {
        if (stage.PipelineId != pipeline.Id)
        {
            throw new RuleBroken("stage.other_pipeline", $"{stage.Name} belongs to another pipeline. Choose a stage of {pipeline.Name}.", "stage_id");
        }

        if (!stage.IsOpen)
        {
            throw new RuleBroken("stage.not_a_start", $"A deal cannot start in {stage.Name}. Start it in an open stage and close it there.", "stage_id");
        }
    }

    public static void Check(Deal deal, Stage from, Stage to, StageMove move)
    {
        if (deal.DeletedAt is not null)
        {
            throw new RuleBroken("deal.deleted", "This deal is in the bin. Restore it before you move it.");
        }

        if (from.Id != deal.StageId)
        {
            throw new RuleBroken("deal.moved_since", "The deal is no longer in that stage. Look where it stands now and try again.");
        }

        if (to.PipelineId != deal.PipelineId)
        {
            throw new RuleBroken("stage.other_pipeline", $"{to.Name} belongs to another pipeline.", "stage_id");
        }

        if (to.Id == from.Id)
        {
            throw new RuleBroken("stage.same", $"The deal is in {to.Name} already.", "stage_id");
        }

        if (!from.IsOpen && !to.IsOpen)
        {
            throw new RuleBroken("deal.closed", $"A closed deal must be reopened before it can move to {to.Name}. Move it to an open stage first.", "stage_id");
        }

        CheckRequired(deal, to, move);
    }

    /// <summary>What has to be said for a deal to enter a stage of that outcome.</summary>
    /// <param name="accountId">The deal's account so far.</param>
    public static MoveNeed Needs(StageKind to, long? accountId) => to switch
    {
        StageKind.Lost => MoveNeed.Reason,
        StageKind.Won when accountId is null => MoveNeed.Account,
        _ => MoveNeed.Nothing,
    };

    private static void CheckRequired(Deal deal, Stage to, StageMove move)
    {
        var need = Needs(to.Outcome, move.AccountId ?? deal.AccountId);
        if (need == MoveNeed.Reason && string.IsNullOrWhiteSpace(move.Reason))
        {
            throw new RuleBroken("deal.lost_reason", "Say why the deal was lost. A few words are enough.", "reason");
        }

        if (need == MoveNeed.Account)
        {
            throw new RuleBroken("deal.account_required", "A won deal needs an account. Choose the account first.", "account_id");
        }
    }
}

/// <summary>What a move has to bring along.</summary>
public enum MoveNeed
{
    Nothing = 0,
    Reason = 1,
    Account = 2,
}
