using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Required fields, rules and exceptions through the door, on a database.</summary>
public sealed class MoveRulesTests(World world) : IClassFixture<World>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_stage_requires_comes_with_the_move_in_one_save()
    {
        var way = await Way("Required", pipeline => pipeline.Stages[1].Require([DealField.Amount, DealField.NextStep, DealField.ExpectedClose]));
        var deal = await world.As(world.Ada, new AddDeal(way[0], new DealFields("Needs much", 0m)));

        var refused = await Should.ThrowAsync<MoveRefused>(() => world.As(world.Ada, new MoveDeal(deal, way[1])));
        Refusal.Of(refused).Details.Select(problem => problem.Field).ShouldBe(["amount", "expected_close", "next_step"]);
        await world.As(world.Ada, new MoveDeal(deal, way[1], Fields: new MoveFields(900m, NextStep: "Call", ExpectedClose: new DateOnly(2030, 1, 1))));

        await using var db = world.Look();
        var moved = await db.Deals.SingleAsync(row => row.Id == deal, Now);
        (moved.StageId, moved.Amount, moved.NextStep, moved.Version).ShouldBe((way[1], 900m, "Call", 2));
    }

    [Fact]
    public async Task A_stage_that_requires_something_takes_no_new_deal_without_it()
    {
        var way = await Way("Start", pipeline => pipeline.Stages[0].Require([DealField.Account]));

        (await Should.ThrowAsync<MoveRefused>(() => world.As(world.Ada, new AddDeal(way[0], new DealFields("Nobody's", 1m))))).Code.ShouldBe("deal.account_required");
        await world.As(world.Ada, new AddDeal(way[0], new DealFields("Acme's", 1m, world.AcmeGmbH)));
    }

    [Fact]
    public async Task Hidden_fields_are_not_set_on_the_way() =>
        await Should.ThrowAsync<AccessDenied>(() => world.As(world.Sam, new MoveDeal(world.AcmeRenewal, world.Negotiation, Fields: new MoveFields(5m))));

    [Fact]
    public async Task A_value_of_another_tenant_is_unknown() =>
        (await Should.ThrowAsync<InvalidInput>(() => world.As(
            world.Ada, new MoveDeal(world.AcmeRenewal, world.Negotiation, Fields: new MoveFields(AccountId: world.RivalAccount))))).Problems[0].Field.ShouldBe("account_id");

    [Fact]
    public async Task A_warning_needs_a_reason_and_the_transition_keeps_it()
    {
        var way = await Way("Warned", Rule(StageCheck.NoSkip, RuleStrength.Soft));
        var deal = await Deal(way);

        var refused = Refusal.Of(await Should.ThrowAsync<MoveRefused>(() => world.As(world.Ada, new MoveDeal(deal, way[2]))));
        (refused.Status, refused.Code, refused.Details[0].Code).ShouldBe((422, "MOVE_REASON_REQUIRED", "rule.skips_stage"));
        var moved = await world.As(world.Ada, new MoveDeal(deal, way[2], Reason: "They are in a hurry"));

        await using var db = world.Look();
        (await db.StageChanges.SingleAsync(change => change.Id == moved.ChangeId, Now)).Reason.ShouldBe("They are in a hurry");
    }

    [Fact]
    public async Task A_rule_binds_from_the_move_after_it_was_set_until_it_is_taken_back()
    {
        var way = await Way("Changing", _ => { });
        var deal = await Deal(way);
        await world.As(world.Ada, new MoveDeal(deal, way[1]));

        await Change("Changing", Rule(StageCheck.MostAmount, RuleStrength.Hard, 10m));
        (await Code(() => world.As(world.Ada, new MoveDeal(deal, way[2])))).ShouldBe("rule.amount_too_large");

        await Change("Changing", pipeline => pipeline.RemoveRule(pipeline.Rules[0].Id));
        await world.As(world.Ada, new MoveDeal(deal, way[2]));
    }

    [Fact]
    public async Task An_exception_is_asked_for_approved_and_makes_the_move_with_both_names()
    {
        var way = await Way("Excepted", Rule(StageCheck.NoSkip, RuleStrength.Hard));
        var deal = await Deal(way);
        await Should.ThrowAsync<MoveRefused>(() => world.As(world.Ada, new MoveDeal(deal, way[2], Reason: "No reason is enough")));

        var asked = (await world.As(world.Ada, new AskForException(deal, way[2], "They have signed already"))).Id;
        (await world.As(world.Mia, new GetMoveApproval(DealId: deal)))!.CanDecide.ShouldBeTrue();
        await world.As(world.Mia, new DecideException(asked, Approves: true, "Well done"));

        var row = (await world.As(world.Ada, new ListStageChanges(deal))).Rows[0];
        (row.To, row.Actor, row.ApprovedBy, row.Reason).ShouldBe(("Third", "Ada Lovelace", "Mia Tanaka", "They have signed already"));
        (await world.As(world.Ada, new GetMoveApproval(asked)))!.State.ShouldBe(ApprovalState.Approved);
    }

    [Fact]
    public async Task Other_rules_are_still_judged_when_an_exception_is_approved()
    {
        var way = await Way("Still judged", Rule(StageCheck.NoSkip, RuleStrength.Hard));
        var deal = await Deal(way);
        var asked = (await world.As(world.Ada, new AskForException(deal, way[2], "Please"))).Id;
        await Change("Still judged", Rule(StageCheck.MostAmount, RuleStrength.Hard, 10m));

        (await Should.ThrowAsync<MoveRefused>(() => world.As(world.Mia, new DecideException(asked, Approves: true)))).Code.ShouldBe("rule.amount_too_large");

        (await world.As(world.Ada, new GetMoveApproval(asked)))!.State.ShouldBe(ApprovalState.Pending);
        await world.As(world.Mia, new DecideException(asked, Approves: false, "Too large"));
        (await StageOf(deal)).ShouldBe(way[0]);
    }

    [Fact]
    public async Task What_lies_ahead_is_judged_by_the_day_of_who_approves()
    {
        // In Los Angeles it still is the evening before.
        var night = world.Clock.Now.UtcDateTime.Date.AddDays(1).AddHours(3);
        world.Clock.Advance(new DateTimeOffset(night, TimeSpan.Zero) - world.Clock.Now);
        var way = await Way("Tonight", Rule(StageCheck.NoSkip, RuleStrength.Hard));
        var deal = await world.As(world.Ada, new AddDeal(way[0], new DealFields("Due tonight", 1m, ExpectedClose: DateOnly.FromDateTime(night).AddDays(-1))));
        var asked = (await world.As(world.Ada, new AskForException(deal, way[2], "Please"))).Id;
        await Change("Tonight", Rule(StageCheck.CloseAhead, RuleStrength.Hard));

        (await Should.ThrowAsync<MoveRefused>(() => world.As(world.Mia, new DecideException(asked, Approves: true)))).Code.ShouldBe("rule.close_in_past");
        await world.As(world.Mia with { Zone = "America/Los_Angeles" }, new DecideException(asked, Approves: true));

        (await StageOf(deal)).ShouldBe(way[2]);
    }

    [Fact]
    public async Task A_request_is_void_once_the_deal_has_moved_and_makes_room_for_another()
    {
        var way = await Way("Void", Rule(StageCheck.NoSkip, RuleStrength.Hard));
        var deal = await Deal(way);
        var asked = (await world.As(world.Ada, new AskForException(deal, way[2], "Please"))).Id;
        (await Code(() => world.As(world.Ada, new AskForException(deal, way[2], "Again")))).ShouldBe("approval.pending");

        world.Clock.Advance(TimeSpan.FromMinutes(5));
        var moved = await world.As(world.Ada, new MoveDeal(deal, way[1]));

        (await Code(() => world.As(world.Mia, new DecideException(asked, Approves: true)))).ShouldBe("approval.void");
        (await world.As(world.Ada, new GetMoveApproval(asked)))!.State.ShouldBe(ApprovalState.Void);
        await world.As(world.Ada, new UndoDealMove(deal, moved.ChangeId));
        (await world.As(world.Ada, new GetMoveApproval(asked)))!.State.ShouldBe(ApprovalState.Pending);

        await world.As(world.Ada, new MoveDeal(deal, way[1]));
        await world.As(world.Ada, new MoveDeal(deal, way[0]));
        await world.As(world.Ada, new AskForException(deal, way[2], "Again"));
    }

    [Fact]
    public async Task Nobody_decides_about_their_own_request_and_only_its_asker_withdraws_it()
    {
        var way = await Way("Own", Rule(StageCheck.NoSkip, RuleStrength.Hard));
        var deal = await Deal(way);
        var asked = (await world.As(world.Mia, new AskForException(deal, way[2], "Please"))).Id;

        (await Code(() => world.As(world.Mia, new DecideException(asked, Approves: true)))).ShouldBe("approval.own");
        (await Code(() => world.As(world.Ada, new WithdrawException(asked)))).ShouldBe("approval.not_yours");
        await world.As(world.Mia, new WithdrawException(asked));

        (await Code(() => world.As(world.Admin, new DecideException(asked, Approves: true)))).ShouldBe("approval.decided");
    }

    [Fact]
    public async Task Who_lacks_the_right_is_denied_and_another_tenants_request_does_not_exist()
    {
        var way = await Way("Rights", Rule(StageCheck.NoSkip, RuleStrength.Hard));
        var deal = await Deal(way);
        await Should.ThrowAsync<AccessDenied>(() => world.As(world.Viewer, new AskForException(deal, way[2], "Please")));
        var asked = (await world.As(world.Ada, new AskForException(deal, way[2], "Please"))).Id;

        await Should.ThrowAsync<AccessDenied>(() => world.As(world.Ada, new DecideException(asked, Approves: true)));
        await Should.ThrowAsync<NotFound>(() => world.As(world.Rex, new DecideException(asked, Approves: true)));
        await Should.ThrowAsync<NotFound>(() => world.As(world.Ben, new WithdrawException(asked)));
        (await world.As(world.Rex, new GetMoveApproval(asked))).ShouldBeNull();
        (await world.As(world.Ben, new GetMoveApproval(asked))).ShouldBeNull();
    }

    [Fact]
    public async Task Of_two_who_decide_at_once_one_wins()
    {
        var way = await Way("Race", Rule(StageCheck.NoSkip, RuleStrength.Hard));
        for (var round = 0; round < 5; round++)
        {
            var deal = await Deal(way);
            var asked = (await world.As(world.Ada, new AskForException(deal, way[2], "Please"))).Id;

            var answers = await Task.WhenAll(Try(world.Mia, new DecideException(asked, true)), Try(world.Admin, new DecideException(asked, false)));

            answers.Count(won => won).ShouldBe(1);
            (await StageOf(deal)).ShouldBe(answers[0] ? way[2] : way[0]);
        }
    }

    [Fact]
    public async Task What_no_rule_forbids_needs_no_exception_and_what_is_missing_none_gives()
    {
        var way = await Way("Not needed", pipeline =>
        {
            Rule(StageCheck.NoSkip, RuleStrength.Hard)(pipeline);
            pipeline.Stages[2].Require([DealField.NextStep]);
        });
        var deal = await Deal(way);

        (await Code(() => world.As(world.Ada, new AskForException(deal, way[1], "Please")))).ShouldBe("approval.not_needed");
        (await Code(() => world.As(world.Ada, new AskForException(deal, way[2], "Please")))).ShouldBe("deal.next_step_required");
        await world.As(world.Ada, new AskForException(deal, way[2], "Please", Fields: new MoveFields(NextStep: "Sign")));
    }

    private static Action<SalesPipeline> Rule(StageCheck check, RuleStrength strength, decimal? limit = null) =>
        pipeline => pipeline.AddRule(900_000 + (pipeline.Id * 10) + pipeline.Rules.Count, new RuleTerms(check, strength, null, limit));

    private async Task<long> Deal(IReadOnlyList<long> way) =>
        await world.As(world.Ada, new AddDeal(way[0], new DealFields("Rule case", 1_000m, world.AcmeGmbH)));

    private async Task<bool> Try(Person person, DecideException decision)
    {
        try
        {
            await world.As(person, decision);
            return true;
        }
        catch (Exception refused) when (Refusal.Of(refused).IsExpected)
        {
            return false;
        }
    }

    private static async Task<string> Code<T>(Func<Task<T>> act) => (await Should.ThrowAsync<RuleBroken>(act)).Code;

    // A pipeline of its own for each test: rules bind everybody.
    private async Task<IReadOnlyList<long>> Way(string name, Action<SalesPipeline> change)
    {
        await world.As(world.Admin, new AddPipeline(name, "EUR",
        [
            new NewStage("First", StageKind.Open, 0.1m), new NewStage("Second", StageKind.Open, 0.2m), new NewStage("Third", StageKind.Open, 0.5m),
            new NewStage("Won", StageKind.Won, 1m), new NewStage("Lost", StageKind.Lost, 0m),
        ]));
        return await Change(name, change);
    }

    private async Task<IReadOnlyList<long>> Change(string name, Action<SalesPipeline> change)
    {
        await using var db = world.Look();
        var pipeline = await db.Pipelines.Include(row => row.Stages.OrderBy(stage => stage.Position)).Include(row => row.Rules).SingleAsync(row => row.Name == name, Now);
        change(pipeline);
        await db.SaveChangesAsync(Now);
        return [.. pipeline.Stages.OrderBy(stage => stage.Position).Select(stage => stage.Id)];
    }

    private async Task<long> StageOf(long deal)
    {
        await using var db = world.Look();
        return await db.Deals.Where(row => row.Id == deal).Select(row => row.StageId).SingleAsync(Now);
    }
}
