namespace CrmLive.Pipeline;

public sealed class PipelineRedesignTests
{
    private static readonly Author Root = new(7, new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly SalesPipeline _sales = Made();
    private long _next = 100;

    [Fact]
    public void What_stays_as_it_was_publishes_nothing_and_is_no_event()
    {
        _sales.ForgetEvents();

        Redesign(Present()).ShouldBeNull();

        _sales.Events.ShouldBeEmpty();
        _sales.TableNumber.ShouldBe(1);
    }

    [Fact]
    public void Another_probability_is_another_table_that_says_who_when_and_why()
    {
        var table = Redesign(Present() with { Stages = [With(0) with { Probability = 0.25m }, With(1), With(2), With(3)], Note = "Last year's wins", DealsFollow = true });

        table!.Number.ShouldBe(2);
        (table.ById, table.From, table.Note, table.DealsFollow).ShouldBe((7L, Root.At, "Last year's wins", true));
        table.Shares.Select(share => (share.StageId, share.Probability)).ShouldBe([(11, 0.25m), (12, 0.5m)]);
        _sales.Stages.Where(stage => stage.IsOpen).ShouldAllBe(stage => stage.TableNumber == 2);
        _sales.Tables[0].Of(11).ShouldBe(0.2m);
    }

    [Fact]
    public void Another_name_or_order_leaves_the_probabilities_alone()
    {
        Redesign(Present() with { Stages = [With(1), With(0) with { Name = "Lead" }, With(2), With(3)] }).ShouldBeNull();

        _sales.Stages.OrderBy(stage => stage.Position).Select(stage => stage.Name).ShouldBe(["Proposal", "Lead", "Won", "Lost"]);
        _sales.Events.OfType<PipelineRedesigned>().ShouldHaveSingleItem();
    }

    [Fact]
    public void Two_stages_can_swap_their_names()
    {
        Redesign(Present() with { Stages = [With(0) with { Name = "Proposal" }, With(1) with { Name = "Qualified" }, With(2), With(3)] });

        _sales.Stages.Select(stage => stage.Name).ShouldBe(["Proposal", "Qualified", "Won", "Lost"]);
    }

    [Fact]
    public void A_stage_with_deals_goes_only_when_somebody_says_where_they_go()
    {
        var without = Present() with { Stages = [With(0), With(2), With(3)] };

        Refused(without, inUse: 12).ShouldBe("stage.holds_deals");
        Refused(without with { Removals = [new StageRemoval(12, 13)] }, inUse: 12).ShouldBe("stage.target");
        Refused(without with { Removals = [new StageRemoval(12, 12)] }, inUse: 12).ShouldBe("stage.target");
        _sales.Redesign(without with { Removals = [new StageRemoval(12, 11)] }, new HashSet<long> { 12 }, Ids(), Root);

        var leaving = _sales.Stages.Single(stage => stage.Id == 12);
        (leaving.IsLeaving, leaving.MovesToId, leaving.DeletedAt).ShouldBe((true, 11L, null));
    }

    [Fact]
    public void An_empty_stage_goes_at_once()
    {
        Redesign(Present() with { Stages = [With(0), With(2), With(3)] });

        _sales.Stages.Single(stage => stage.Id == 12).DeletedAt.ShouldBe(Root.At);
    }

    [Fact]
    public void A_removed_stage_keeps_its_place_on_the_way()
    {
        Redesign(Present() with { Stages = [With(0), With(2), With(3)] });
        Way().ShouldBe(["Qualified", "Proposal", "Won", "Lost"]);

        Redesign(Present() with { Stages = [With(0), New("Trial"), With(2), With(3)] });
        Way().ShouldBe(["Qualified", "Proposal", "Trial", "Won", "Lost"]);

        Redesign(Present() with { Stages = [With(4), With(0), With(2), With(3)] });
        Way().ShouldBe(["Trial", "Qualified", "Proposal", "Won", "Lost"]);

        Redesign(Present() with { Stages = [With(4), New("Offer"), With(2), With(3)] });
        Way().ShouldBe(["Trial", "Qualified", "Proposal", "Offer", "Won", "Lost"]);
    }

    [Fact]
    public void Nothing_open_lies_behind_the_win()
    {
        Refused(Present() with { Stages = [With(0), With(2), With(1), With(3)] }).ShouldBe("pipeline.won_last");
        Redesign(Present() with { Stages = [With(3), With(0), With(1), With(2)] });

        Should.Throw<RuleBroken>(() => Made().AddStage(15, "Late", StageKind.Open, 0.5m)).Code.ShouldBe("pipeline.won_last");
    }

    [Fact]
    public void A_rule_is_about_a_stage_that_is_there()
    {
        Redesign(Present() with { Stages = [With(0), With(2), With(3)] });

        var late = new PipelineDesign(_sales.Name, [With(0), With(2), With(3)], Rules: [new RuleDesign(null, new RuleTerms(StageCheck.NoSkip, RuleStrength.Hard, 12))]);
        Should.Throw<RuleBroken>(() => Redesign(late)).Code.ShouldBe("stage.other_pipeline");
    }

    [Fact]
    public void The_outcome_changes_only_while_a_stage_is_empty()
    {
        var changed = Present() with { Stages = [With(0), With(1) with { Outcome = StageKind.Won }, With(2), With(3)] };

        Refused(changed, inUse: 12).ShouldBe("stage.in_use");
        Redesign(changed);

        (_sales.Stages[1].Outcome, _sales.Stages[1].Probability).ShouldBe((StageKind.Won, 1m));
    }

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    [InlineData(0.33333)]
    public void A_probability_lies_between_0_and_100_percent_with_two_decimals(double wrong) =>
        Refused(Present() with { Stages = [With(0) with { Probability = (decimal)wrong }, With(1), With(2), With(3)] }).ShouldBe("stage.probability");

    [Fact]
    public void A_pipeline_that_does_not_work_is_refused()
    {
        Refused(Present() with { Stages = [With(0)] }).ShouldBe("pipeline.stages");
        Refused(Present() with { Stages = [With(2), With(3)] }).ShouldBe("pipeline.no_start");
        Refused(Present() with { Stages = [With(0), With(0), With(2)] }).ShouldBe("stage.same_name");
        Refused(Present() with { Stages = [With(0), With(0) with { Name = "Other" }, With(2)] }).ShouldBe("stage.twice");
        Refused(Present() with { Stages = [With(0), With(1) with { Id = 999 }, With(2)] }).ShouldBe("stage.unknown");
        Refused(Present() with { Stages = [With(0) with { Name = " " }, With(1), With(2)] }).ShouldBe("field.required");
    }

    [Fact]
    public void Whatever_is_done_positions_are_dense_names_unique_and_the_table_whole()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            Walk(seed);
        }
    }

    // A hundred designs at random, from one pipeline to the next: whatever the domain takes has to hold.
    private static void Walk(int seed)
    {
        var pipeline = Made();
        var (state, next) = ((uint)seed, 1000L);
        int Pick(int below) => (int)((state = (state * 1_664_525) + 1_013_904_223) >> 8) % below;
        for (var step = 0; step < 100; step++)
        {
            List<StageDesign> stages = [.. Staying(pipeline).Select(stage => new StageDesign(stage.Id, stage.Name, stage.Outcome, stage.Probability))];
            Action change = Pick(5) switch
            {
                0 => () => stages.Insert(Pick(stages.Count + 1), new StageDesign(null, $"Stage {Pick(12)}", (StageKind)Pick(3), Pick(101) / 100m)),
                1 => () => stages.RemoveAt(Pick(stages.Count)),
                2 => () => stages.Reverse(Pick(stages.Count - 1), 2),
                3 => () => stages[0] = stages[0] with { Probability = Pick(120) / 100m },
                _ => () => stages[Pick(stages.Count)] = stages[Pick(stages.Count)] with { Name = $"Stage {Pick(12)}" },
            };
            change();
            var ids = new Queue<long>(Enumerable.Range(0, 80).Select(_ => ++next));
            try
            {
                pipeline.Redesign(new PipelineDesign(pipeline.Name, stages), Staying(pipeline).Take(1).Select(stage => stage.Id).ToHashSet(), ids, Root);
            }
            catch (RuleBroken)
            {
                continue;
            }

            Hold(pipeline);
        }
    }

    private static void Hold(SalesPipeline pipeline)
    {
        var staying = Staying(pipeline);
        pipeline.Stages.Select(stage => stage.Position).Order().ShouldBe(Enumerable.Range(0, pipeline.Stages.Count));
        staying.SkipWhile(stage => stage.Outcome != StageKind.Won).ShouldNotContain(stage => stage.IsOpen);
        staying.Select(stage => stage.Name.ToUpperInvariant()).ShouldBeUnique();
        staying.ShouldAllBe(stage => stage.Probability >= 0 && stage.Probability <= 1);
        pipeline.Tables.Select(table => table.Number).ShouldBe(Enumerable.Range(1, pipeline.TableNumber));
        var table = pipeline.Tables[^1];
        staying.Where(stage => stage.IsOpen).ShouldAllBe(stage => table.Of(stage.Id) == stage.Probability);
    }

    private static List<Stage> Staying(SalesPipeline pipeline) =>
        [.. pipeline.Stages.Where(stage => !stage.IsLeaving).OrderBy(stage => stage.Position)];

    private static SalesPipeline Made()
    {
        var pipeline = new SalesPipeline(1, "Sales", "EUR", 0);
        pipeline.AddStage(11, "Qualified", StageKind.Open, 0.2m);
        pipeline.AddStage(12, "Proposal", StageKind.Open, 0.5m);
        pipeline.AddStage(13, "Won", StageKind.Won, 1m);
        pipeline.AddStage(14, "Lost", StageKind.Lost, 0m);
        return pipeline;
    }

    // Of all stages, removed ones too.
    private IEnumerable<string> Way() => _sales.Stages.OrderBy(stage => stage.Position).Select(stage => stage.Name);

    private static StageDesign New(string name) => new(null, name, StageKind.Open, 0.4m);

    private PipelineDesign Present() => new(_sales.Name, [With(0), With(1), With(2), With(3)]);

    private StageDesign With(int place) =>
        new(_sales.Stages[place].Id, _sales.Stages[place].Name, _sales.Stages[place].Outcome, _sales.Stages[place].Probability);

    private ProbabilityTable? Redesign(PipelineDesign design) => _sales.Redesign(design, new HashSet<long>(), Ids(), Root);

    private string Refused(PipelineDesign design, params long[] inUse) =>
        Should.Throw<RuleBroken>(() => Made().Redesign(design, inUse.ToHashSet(), Ids(), Root)).Code;

    private Queue<long> Ids() => new(Enumerable.Range(0, 80).Select(_ => ++_next));
}
