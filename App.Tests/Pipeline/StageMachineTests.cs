using FsCheck;
using FsCheck.Fluent;

namespace CrmLive.Pipeline;

public sealed class StageMachineTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly SalesPipeline _sales = Pipeline(1);

    [Fact]
    public void A_deal_starts_in_an_open_stage_of_its_own_pipeline()
    {
        Refused(() => Open(Pipeline(2).Stages[0])).Code.ShouldBe("stage.other_pipeline");
        Refused(() => Open(_sales.Stages[2])).Code.ShouldBe("stage.not_a_start");
    }

    [Fact]
    public void An_open_deal_moves_to_any_open_stage_and_back()
    {
        var deal = Open(_sales.Stages[0]);

        Move(deal, 1);
        Move(deal, 0);

        deal.StageId.ShouldBe(_sales.Stages[0].Id);
        deal.Probability.ShouldBe(0.2m);
        deal.IsOpen.ShouldBeTrue();
    }

    [Fact]
    public void Losing_a_deal_needs_a_reason()
    {
        var deal = Open(_sales.Stages[0]);

        var refused = Refused(() => Move(deal, 3, reason: "  "));

        (refused.Code, refused.Field).ShouldBe(("deal.lost_reason", "reason"));
        Move(deal, 3, reason: "Too dear");
        deal.LostReason.ShouldBe("Too dear");
        deal.ClosedAt.ShouldNotBeNull();
    }

    [Fact]
    public void Winning_a_deal_needs_an_account_which_the_move_may_bring()
    {
        var deal = Open(_sales.Stages[0], accountId: null);

        Refused(() => Move(deal, 2)).Code.ShouldBe("deal.account_required");
        deal.MoveTo(_sales, _sales.Stages[2], new StageMove(9, 1, Start, null, new MoveFields(AccountId: 77)));

        (deal.AccountId, deal.Outcome).ShouldBe((77, StageKind.Won));
    }

    [Fact]
    public void A_closed_deal_is_reopened_before_it_closes_otherwise()
    {
        var deal = Open(_sales.Stages[0]);
        Move(deal, 2);

        Refused(() => Move(deal, 3, reason: "Cancelled")).Code.ShouldBe("deal.closed");
        Move(deal, 1);

        (deal.IsOpen, deal.ClosedAt).ShouldBe((true, null));
    }

    [Fact]
    public void A_deal_in_the_bin_does_not_move()
    {
        var deal = Open(_sales.Stages[0]);
        deal.Delete(Start);

        Refused(() => Move(deal, 1)).Code.ShouldBe("deal.deleted");
    }

    [Fact]
    public void Staying_is_not_a_move() => Refused(() => Move(Open(_sales.Stages[0]), 0)).Code.ShouldBe("stage.same");

    [Fact]
    public void Undo_brings_back_even_what_a_move_could_not()
    {
        var (deal, before) = (Open(_sales.Stages[0]), Open(_sales.Stages[0]));
        var lost = Move(deal, 3, reason: "Too dear");

        deal.UndoMove(_sales.Stages[3], _sales.Stages[0], lost, before, new StageMove(10, 1, Start.AddDays(2), "Undone"));

        (deal.StageId, deal.LostReason, deal.ClosedAt).ShouldBe((_sales.Stages[0].Id, null, null));
    }

    [Fact]
    public void An_undone_move_has_not_interrupted_the_stay_nor_ended_an_estimate()
    {
        var (deal, before) = (Open(_sales.Stages[0]), Open(_sales.Stages[0]));
        deal.OverrideProbability(0.7m, "They told us", 1, Start);
        before.OverrideProbability(0.7m, "They told us", 1, Start);
        var moved = Move(deal, 1);

        var back = deal.UndoMove(_sales.Stages[1], _sales.Stages[0], moved, before, new StageMove(10, 1, Start.AddDays(3), "Undone"));

        (deal.StageSince, deal.Rank, deal.Probability, deal.OverrideReason).ShouldBe((Start, before.Rank, 0.7m, "They told us"));
        (back.TakesBackId, back.SecondsInStage).ShouldBe((moved.Id, 2 * 86_400));

        // The stays go on to add up to the way.
        deal.MoveTo(_sales, _sales.Stages[1], new StageMove(11, 1, Start.AddDays(7))).SecondsInStage.ShouldBe(4 * 86_400);
    }

    [Fact]
    public void A_deal_that_was_lost_is_lost_again_as_it_was()
    {
        var (deal, before) = (Open(_sales.Stages[0]), Open(_sales.Stages[0]));
        Move(deal, 3, reason: "Too dear");
        Move(before, 3, reason: "Too dear");
        var reopened = deal.MoveTo(_sales, _sales.Stages[1], new StageMove(9, 1, Start.AddDays(30)));

        deal.UndoMove(_sales.Stages[1], _sales.Stages[3], reopened, before, new StageMove(10, 1, Start.AddDays(31), "Undone"));

        (deal.LostReason, deal.ClosedAt, deal.StageSince).ShouldBe(("Too dear", Start.AddDays(1), Start.AddDays(1)));
    }

    [Fact]
    public void Undo_into_a_stage_of_another_outcome_by_now_is_refused()
    {
        var (deal, before) = (Open(_sales.Stages[0]), Open(_sales.Stages[0]));
        var moved = Move(deal, 1);
        var changed = Pipeline(_sales.Id);
        changed.Redesign(new PipelineDesign("Sales", [.. changed.Stages.Select((stage, place) =>
            new StageDesign(stage.Id, stage.Name, place == 0 ? StageKind.Lost : stage.Outcome, stage.Probability))]), new HashSet<long>(), new Queue<long>(Enumerable.Range(900, 20).Select(id => (long)id)), new Author(1, Start));

        Refused(() => deal.UndoMove(_sales.Stages[1], changed.Stages[0], moved, before, new StageMove(10, 1, Start.AddDays(2)))).Code.ShouldBe("stage.changed");
    }

    [Fact]
    public void Undo_of_anything_but_the_latest_move_is_refused()
    {
        var deal = Open(_sales.Stages[0]);
        var first = Move(deal, 1);
        Move(deal, 0);

        Refused(() => deal.UndoMove(_sales.Stages[1], _sales.Stages[0], first, Open(_sales.Stages[0]), new StageMove(10, 1, Start))).Code.ShouldBe("deal.moved_since");
    }

    [Fact]
    public void Whatever_is_tried_the_deal_its_stage_and_its_history_agree()
    {
        var tries = from target in Gen.Choose(0, 3)
                    from reason in Gen.Elements(null, "", "Too dear")
                    from account in Gen.Elements<long?>(null, 77)
                    select (target, reason, account);
        Prop.ForAll(tries.ListOf().ToArbitrary(), moves => Walk(moves)).QuickCheckThrowOnFailure();
    }

    private bool Walk(IEnumerable<(int Target, string? Reason, long? Account)> moves)
    {
        var deal = Open(_sales.Stages[0], accountId: null);
        var stage = _sales.Stages[0];
        var accepted = 0;
        foreach (var (target, reason, account) in moves)
        {
            var before = (deal.StageId, deal.AccountId, deal.ClosedAt, deal.LostReason);
            try
            {
                var change = deal.MoveTo(_sales, _sales.Stages[target], new StageMove(100, 1, Start.AddDays(++accepted), reason, new MoveFields(AccountId: account)));
                (change.FromStageId, change.ToStageId).ShouldBe((stage.Id, deal.StageId));
                stage = _sales.Stages[target];
            }
            catch (RuleBroken)
            {
                accepted--;
                (deal.StageId, deal.AccountId, deal.ClosedAt, deal.LostReason).ShouldBe(before);
            }

            deal.Outcome.ShouldBe(stage.Outcome);
            (deal.ClosedAt is null).ShouldBe(stage.IsOpen);
            (deal.LostReason is null).ShouldBe(stage.Outcome != StageKind.Lost);
            (stage.Outcome == StageKind.Won && deal.AccountId is null).ShouldBeFalse();
        }

        return deal.NewStageChanges.Count == accepted + 1;
    }

    private static RuleBroken Refused(Action action) => Should.Throw<RuleBroken>(action);

    private static SalesPipeline Pipeline(long id)
    {
        var pipeline = new SalesPipeline(id, $"Sales {id}", "EUR", 0);
        pipeline.AddStage((id * 10) + 1, "Qualified", StageKind.Open, 0.2m);
        pipeline.AddStage((id * 10) + 2, "Proposal", StageKind.Open, 0.5m);
        pipeline.AddStage((id * 10) + 3, "Won", StageKind.Won, 1m);
        pipeline.AddStage((id * 10) + 4, "Lost", StageKind.Lost, 0m);
        return pipeline;
    }

    private Deal Open(Stage stage, long? accountId = 5) =>
        new(7, 8, new DealFields("Acme renewal", 48_000m, accountId), _sales, stage, new Responsible(1, 1, 1), Start);

    private StageChange Move(Deal deal, int to, string? reason = null) =>
        deal.MoveTo(_sales, _sales.Stages[to], new StageMove(9, 1, Start.AddDays(1), reason));
}
