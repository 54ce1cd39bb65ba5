using FsCheck;
using FsCheck.Fluent;

namespace CrmLive.Pipeline;

public sealed class StageRuleTests
{
    private const long Owner = 1;
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly SalesPipeline _sales = Pipeline();

    [Theory]
    [InlineData(StageCheck.NoSkip, null, 0, 2, "rule.skips_stage")]
    [InlineData(StageCheck.NoSkip, null, 0, 3, "rule.skips_stage")]
    [InlineData(StageCheck.NoReturn, null, 2, 1, "rule.goes_back")]
    [InlineData(StageCheck.NoReopen, null, 3, 1, "rule.reopens")]
    [InlineData(StageCheck.MostAmount, 10_000, 0, 1, "rule.amount_too_large")]
    [InlineData(StageCheck.FewestDays, 3, 0, 1, "rule.too_soon")]
    [InlineData(StageCheck.CloseAhead, null, 0, 1, "rule.close_in_past")]
    [InlineData(StageCheck.OwnerCloses, null, 2, 3, "rule.owner_closes")]
    public void Each_check_has_its_code(StageCheck check, int? limit, int from, int to, string code)
    {
        var deal = DealIn(from);
        _sales.AddRule(90, new RuleTerms(check, RuleStrength.Hard, null, limit));

        var verdict = StageMachine.Judge(_sales, deal, _sales.Stages[to], Move(actor: 2));

        verdict.Breaches.Select(breach => breach.Code).ShouldBe([code]);
        verdict.Breaches[0].Sentence.ShouldEndWith(".");
        verdict.IsWaivable.ShouldBeTrue();
        Should.Throw<MoveRefused>(() => deal.MoveTo(_sales, _sales.Stages[to], Move(actor: 2))).Code.ShouldBe(code);
        deal.StageId.ShouldBe(_sales.Stages[from].Id);
    }

    /// <summary>What people read at the card; that it stands there, and what they can do then, a browser proves once for each kind of refusal.</summary>
    [Theory]
    [InlineData(StageCheck.NoSkip, null, 0, 2, "From Qualified to Negotiation would skip Proposal. Move it stage by stage.")]
    [InlineData(StageCheck.NoReturn, null, 1, 0, "Deals do not go back from Proposal to Qualified.")]
    [InlineData(StageCheck.NoReopen, null, 4, 1, "A closed deal is not reopened here.")]
    [InlineData(StageCheck.MostAmount, 500, 0, 1, "Above EUR 500 a deal does not go to Proposal without an exception.")]
    [InlineData(StageCheck.FewestDays, 3, 0, 1, "A deal stays in Qualified for at least 3 days.")]
    [InlineData(StageCheck.CloseAhead, null, 0, 1, "The expected close lies in the past. Choose a date from today on.")]
    [InlineData(StageCheck.OwnerCloses, null, 0, 4, "Only the owner of a deal or a manager closes it.")]
    public void Each_check_says_in_words_what_it_forbids_and_a_warning_lets_it_go_with_a_reason(StageCheck check, int? limit, int from, int to, string words)
    {
        var (hard, soft) = (Pipeline(), Pipeline());
        hard.AddRule(90, new RuleTerms(check, RuleStrength.Hard, null, limit));
        soft.AddRule(90, new RuleTerms(check, RuleStrength.Soft, null, limit));
        var deal = DealIn(from);

        Should.Throw<MoveRefused>(() => deal.MoveTo(hard, hard.Stages[to], Move(actor: 2, reason: "They insist"))).Verdict.Breaches.Single().Sentence.ShouldBe(words);
        var warned = Should.Throw<MoveRefused>(() => deal.MoveTo(soft, soft.Stages[to], Move(actor: 2))).Verdict;
        warned.Warnings.Single().Sentence.ShouldBe(words);
        warned.IsAnswerable.ShouldBeTrue();
        deal.MoveTo(soft, soft.Stages[to], Move(actor: 2, reason: "They insist")).Reason.ShouldBe("They insist");

        deal.StageId.ShouldBe(soft.Stages[to].Id);
    }

    [Fact]
    public void What_a_date_mends_is_asked_for_and_the_others_only_a_manager_lets_through()
    {
        foreach (var check in Enum.GetValues<StageCheck>().Where(check => !check.HasLimit()))
        {
            var sales = Pipeline();
            sales.AddRule(90, new RuleTerms(check, RuleStrength.Hard));
            var (from, to) = check switch { StageCheck.NoReturn => (1, 0), StageCheck.NoReopen => (4, 1), StageCheck.OwnerCloses => (0, 4), StageCheck.CloseAhead => (0, 1), _ => (0, 2) };

            var verdict = StageMachine.Judge(sales, DealIn(from), sales.Stages[to], Move(actor: 2, reason: "They insist"));

            verdict.IsAnswerable.ShouldBe(check == StageCheck.CloseAhead, check.ToString());
            verdict.Asks.Contains(DealField.ExpectedClose).ShouldBe(check == StageCheck.CloseAhead, check.ToString());
        }
    }

    [Theory]
    [InlineData(StageCheck.NoSkip, null, 0, 1)]
    [InlineData(StageCheck.NoSkip, null, 0, 4)]
    [InlineData(StageCheck.NoReturn, null, 1, 2)]
    [InlineData(StageCheck.MostAmount, 48_000, 0, 1)]
    [InlineData(StageCheck.MostAmount, 10_000, 2, 1)]
    [InlineData(StageCheck.FewestDays, 1, 0, 1)]
    [InlineData(StageCheck.CloseAhead, null, 2, 3)]
    public void A_move_that_keeps_the_rule_is_made(StageCheck check, int? limit, int from, int to)
    {
        var deal = DealIn(from);
        _sales.AddRule(90, new RuleTerms(check, RuleStrength.Hard, null, limit));

        deal.MoveTo(_sales, _sales.Stages[to], Move(actor: Owner, reason: "Because"));

        deal.StageId.ShouldBe(_sales.Stages[to].Id);
    }

    [Fact]
    public void A_rule_says_its_amount_as_the_mover_writes_it()
    {
        _sales.AddRule(90, new RuleTerms(StageCheck.MostAmount, RuleStrength.Hard, null, 10_000.5m));

        Said(Move()).ShouldStartWith("Above EUR 10,000.50 a deal");
        Said(Move() with { Format = PersonalFormat.Default with { Numbers = NumberForm.Comma } }).ShouldStartWith("Above EUR 10.000,50 a deal");

        string Said(StageMove move) => StageMachine.Judge(_sales, DealIn(0), _sales.Stages[1], move).Breaches.Single().Sentence;
    }

    [Fact]
    public void Owner_and_manager_and_software_close_where_others_may_not()
    {
        _sales.AddRule(90, new RuleTerms(StageCheck.OwnerCloses, RuleStrength.Hard));

        Judge(Move(actor: Owner)).IsClean.ShouldBeTrue();
        Judge(Move(actor: 2) with { IsManager = true }).IsClean.ShouldBeTrue();
        Judge(Move(actor: null)).IsClean.ShouldBeTrue();
        Judge(Move(actor: 2)).IsClean.ShouldBeFalse();

        MoveVerdict Judge(StageMove move) => StageMachine.Judge(_sales, DealIn(2), _sales.Stages[3], move);
    }

    [Fact]
    public void A_rule_for_one_stage_leaves_moves_to_others_alone()
    {
        _sales.AddRule(90, new RuleTerms(StageCheck.NoSkip, RuleStrength.Hard, _sales.Stages[3].Id, Message: "Talk first."));

        StageMachine.Judge(_sales, DealIn(0), _sales.Stages[2], Move()).IsClean.ShouldBeTrue();
        StageMachine.Judge(_sales, DealIn(0), _sales.Stages[3], Move()).Breaches.Single().Sentence.ShouldBe("Talk first.");
    }

    [Fact]
    public void A_soft_rule_asks_for_a_reason_that_the_transition_keeps()
    {
        var deal = DealIn(0);
        _sales.AddRule(90, new RuleTerms(StageCheck.NoSkip, RuleStrength.Soft));

        var refused = Should.Throw<MoveRefused>(() => deal.MoveTo(_sales, _sales.Stages[2], Move()));

        refused.Code.ShouldBe("move.reason_required");
        refused.Faults.ShouldBe([new RuleFault("reason", "rule.skips_stage", refused.Verdict.Warnings[0].Sentence)]);
        deal.MoveTo(_sales, _sales.Stages[2], Move(reason: "They are in a hurry")).Reason.ShouldBe("They are in a hurry");
    }

    [Fact]
    public void What_a_stage_requires_is_told_at_once_and_may_come_with_the_move()
    {
        var deal = DealIn(0);
        _sales.Stages[1].Require([DealField.NextStep, DealField.Contact]);

        var refused = Should.Throw<MoveRefused>(() => deal.MoveTo(_sales, _sales.Stages[1], Move()));
        deal.MoveTo(_sales, _sales.Stages[1], Move() with { Fields = new MoveFields(ContactId: 4, NextStep: " Call ") });

        (refused.Code, refused.Verdict.IsAnswerable).ShouldBe(("move.fields_required", true));
        refused.Faults.Select(fault => (fault.Field, fault.Code)).ShouldBe([("contact_id", "deal.contact_required"), ("next_step", "deal.next_step_required")]);
        (deal.ContactId, deal.NextStep).ShouldBe((4, "Call"));
    }

    [Fact]
    public void A_new_deal_has_what_its_stage_requires()
    {
        _sales.Stages[0].Require([DealField.ExpectedClose]);

        Should.Throw<MoveRefused>(() => Open(new DealFields("Acme", 5m))).Code.ShouldBe("deal.expected_close_required");
        Open(new DealFields("Acme", 5m, ExpectedClose: new DateOnly(2026, 5, 1))).IsOpen.ShouldBeTrue();
    }

    [Fact]
    public void Who_does_not_see_a_field_learns_nothing_about_it()
    {
        _sales.AddRule(90, new RuleTerms(StageCheck.MostAmount, RuleStrength.Hard, null, 10_000));
        _sales.Stages[1].Require([DealField.NextStep]);
        var move = Move() with { HiddenFields = new HashSet<string> { "opportunity.amount", "opportunity.next_step" } };

        var refused = Should.Throw<MoveRefused>(() => DealIn(0).MoveTo(_sales, _sales.Stages[1], move));

        refused.Faults.Select(fault => fault.Code).Distinct().ShouldBe(["rule.hidden"]);
        refused.Message.ShouldNotContain("10,000");
        refused.Verdict.Asks.ShouldBeEmpty();
    }

    [Fact]
    public void Rules_without_their_limit_or_of_another_pipeline_are_refused()
    {
        Code(new RuleTerms(StageCheck.MostAmount, RuleStrength.Hard)).ShouldBe("rule.limit");
        Code(new RuleTerms(StageCheck.FewestDays, RuleStrength.Hard, null, 0.5m)).ShouldBe("rule.limit");
        Code(new RuleTerms(StageCheck.NoSkip, RuleStrength.Hard, null, 3)).ShouldBe("rule.limit");
        Code(new RuleTerms((StageCheck)99, RuleStrength.Hard)).ShouldBe("rule.unknown");
        Code(new RuleTerms(StageCheck.NoSkip, RuleStrength.Hard, 4711)).ShouldBe("stage.other_pipeline");
        _sales.Rules.ShouldBeEmpty();

        string Code(RuleTerms terms) => Should.Throw<RuleBroken>(() => _sales.AddRule(90, terms)).Code;
    }

    [Fact]
    public void Whatever_the_rules_a_move_succeeds_exactly_when_the_verdict_is_clean()
    {
        var cases = from rules in Rules().ListOf()
                    from required in Gen.SubListOf<DealField>([.. DealFieldWords.Choices])
                    from moves in Moves().ListOf()
                    select (rules, required, moves);
        Prop.ForAll(cases.ToArbitrary(), drawn => Walk([.. drawn.rules.Take(20)], drawn.required, [.. drawn.moves])).QuickCheckThrowOnFailure();
    }

    private static bool Walk(RuleTerms[] rules, IEnumerable<DealField> required, (int To, StageMove Move)[] moves)
    {
        var (pipeline, mirrored) = (Pipeline(), Pipeline());
        pipeline.Stages[2].Require(required);
        mirrored.Stages[2].Require(required.Reverse());
        Add(pipeline, rules);
        Add(mirrored, rules.AsEnumerable().Reverse());
        var deal = new Deal(7, 8, new DealFields("Acme", 0m), pipeline, pipeline.Stages[0], new Responsible(Owner, 1, 1), Start);
        foreach (var (to, move) in moves)
        {
            var verdict = StageMachine.Judge(pipeline, deal, pipeline.Stages[to], move);
            Words(StageMachine.Judge(pipeline, deal, pipeline.Stages[to], move)).ShouldBe(Words(verdict), "the same question has the same answer");
            Words(StageMachine.Judge(mirrored, deal, mirrored.Stages[to], move)).ShouldBe(Words(verdict), "in whatever order the rules come");
            Try(pipeline, deal, pipeline.Stages[to], move).ShouldBe(verdict.IsClean);
            IsLegal(pipeline, deal).ShouldBeTrue();
        }

        return true;
    }

    private static bool Try(SalesPipeline pipeline, Deal deal, Stage to, StageMove move)
    {
        var before = (deal.StageId, deal.Fields(), deal.ClosedAt, deal.LostReason, deal.NewStageChanges.Count);
        try
        {
            var change = deal.MoveTo(pipeline, to, move);
            return change.ToStageId == deal.StageId && deal.StageId == to.Id;
        }
        catch (MoveRefused)
        {
            (deal.StageId, deal.Fields(), deal.ClosedAt, deal.LostReason, deal.NewStageChanges.Count).ShouldBe(before);
            return false;
        }
    }

    // Stage, outcome, close and reason agree; what the stage required was there.
    private static bool IsLegal(SalesPipeline pipeline, Deal deal)
    {
        var stage = pipeline.Stage(deal.StageId)!;
        return deal.Outcome == stage.Outcome
            && (deal.ClosedAt is null) == stage.IsOpen
            && (deal.LostReason is null) == (stage.Outcome != StageKind.Lost)
            && (stage.Outcome != StageKind.Won || deal.AccountId is not null)
            && !stage.Required.Any(field => field.IsMissingIn(deal.Fields()));
    }

    private static string Words(MoveVerdict verdict) =>
        $"{string.Join(',', verdict.Missing)} | {string.Join(',', verdict.Breaches)} | {string.Join(',', verdict.Warnings)}";

    private static void Add(SalesPipeline pipeline, IEnumerable<RuleTerms> rules)
    {
        foreach (var (rule, number) in rules.Select((rule, number) => (rule, number)))
        {
            pipeline.AddRule(90 + number, rule);
        }
    }

    private static Gen<RuleTerms> Rules() =>
        from check in Gen.Elements(Enum.GetValues<StageCheck>())
        from strength in Gen.Elements(RuleStrength.Hard, RuleStrength.Soft)
        from stage in Gen.Elements<long?>(null, 11, 12, 13, 14, 15)
        from limit in Gen.Choose(1, 9)
        from message in Gen.Elements(null, "Ask first.")
        select new RuleTerms(check, strength, stage, check.HasLimit() ? limit : null, message);

    private static Gen<(int To, StageMove Move)> Moves() =>
        from to in Gen.Choose(0, 4)
        from day in Gen.Choose(0, 20)
        from actor in Gen.Elements<long?>(null, Owner, 2)
        from reason in Gen.Elements(null, " ", "They called")
        from amount in Gen.Elements<decimal?>(null, 3m, 12m)
        from account in Gen.Elements<long?>(null, 77)
        from close in Gen.Elements<DateOnly?>(null, new DateOnly(2026, 3, 5), new DateOnly(2027, 1, 1))
        from step in Gen.Elements(null, "Call")
        from waived in Gen.SubListOf<string>([.. Enum.GetValues<StageCheck>().Select(check => check.Code())])
        select (to, new StageMove(100, actor, Start.AddDays(day), reason, new MoveFields(amount, account, account, account, close, step))
        {
            Waived = waived.ToHashSet(),
        });

    private static SalesPipeline Pipeline()
    {
        var pipeline = new SalesPipeline(1, "Sales", "EUR", 0);
        pipeline.AddStage(11, "Qualified", StageKind.Open, 0.2m);
        pipeline.AddStage(12, "Proposal", StageKind.Open, 0.5m);
        pipeline.AddStage(13, "Negotiation", StageKind.Open, 0.7m);
        pipeline.AddStage(14, "Won", StageKind.Won, 1m);
        pipeline.AddStage(15, "Lost", StageKind.Lost, 0m);
        return pipeline;
    }

    private Deal Open(DealFields fields) => new(7, 8, fields, _sales, _sales.Stages[0], new Responsible(Owner, 1, 1), Start);

    // A deal of the owner in that stage for one day, with a close that is over.
    private Deal DealIn(int stage)
    {
        var deal = Open(new DealFields("Acme renewal", 48_000m, 5, ExpectedClose: new DateOnly(2026, 3, 1)));
        if (stage > 0)
        {
            deal.MoveTo(_sales, _sales.Stages[stage], new StageMove(9, Owner, Start, "Because"));
        }

        return deal;
    }

    private static StageMove Move(long? actor = Owner, string? reason = null) => new(10, actor, Start.AddDays(1), reason);
}
