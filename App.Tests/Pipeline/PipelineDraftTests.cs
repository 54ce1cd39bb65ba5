namespace CrmLive.Pipeline;

public sealed class PipelineDraftTests
{
    private static readonly PipelineDetails Sales = new(
        1, 4, "Sales", "EUR", 0, 1,
        [
            new StageDetails(11, "Qualified", StageKind.Open, 0.2m, []), new StageDetails(12, "Proposal", StageKind.Open, 0.5m, [DealField.Amount]),
            new StageDetails(13, "Won", StageKind.Won, 1m, []), new StageDetails(14, "Lost", StageKind.Lost, 0m, []),
        ],
        [],
        [new RuleDesign(21, new RuleTerms(StageCheck.NoSkip, RuleStrength.Soft))]);

    private readonly PipelineDraft _draft = new(Sales);

    [Fact]
    public void A_fresh_draft_is_unchanged_and_one_that_is_changed_back_too()
    {
        _draft.IsChanged.ShouldBeFalse();
        _draft.Stages[0].Percent = 30;
        (_draft.IsChanged, _draft.ChangesProbabilities).ShouldBe((true, true));
        _draft.Stages[0].Percent = 20;
        (_draft.IsChanged, _draft.ChangesProbabilities).ShouldBe((false, false));
    }

    [Fact]
    public void A_stage_moves_within_the_list_and_not_out_of_it()
    {
        _draft.Move(_draft.Stages[0], 1).ShouldBeTrue();
        _draft.Move(_draft.Stages[3], 4).ShouldBeFalse();
        _draft.Move(_draft.Stages[0], -1).ShouldBeFalse();

        _draft.Stages.Select(stage => stage.Name).ShouldBe(["Proposal", "Qualified", "Won", "Lost"]);
    }

    [Fact]
    public void A_removed_stage_says_where_its_deals_go_and_can_be_brought_back()
    {
        _draft.Targets(_draft.Stages[0]).Select(stage => stage.Id).ShouldBe([12]);
        _draft.Remove(_draft.Stages[0], 12);

        _draft.Design().Removals.ShouldBe([new StageRemoval(11, 12)]);
        _draft.TargetOf(11).ShouldBe("Proposal");
        _draft.BringBack(Sales.Stages[0]);
        _draft.IsChanged.ShouldBeFalse();
        _draft.Design().Removals.ShouldBeEmpty();
    }

    [Fact]
    public void A_new_stage_stands_after_the_last_open_one()
    {
        _draft.Add().Name = "Negotiation";

        _draft.Stages.Select(stage => stage.Name).ShouldBe(["Qualified", "Proposal", "Negotiation", "Won", "Lost"]);
        _draft.ChangesProbabilities.ShouldBeTrue();
    }

    [Fact]
    public void Both_changes_live_on_when_somebody_else_was_first()
    {
        _draft.Stages[0].Percent = 35;
        _draft.Stages[1].Name = "Offer";
        var theirs = Sales with
        {
            Version = 5,
            Name = "Direct sales",
            Stages = [Sales.Stages[0] with { Name = "Lead" }, new StageDetails(15, "Trial", StageKind.Open, 0.4m, []), .. Sales.Stages.Skip(1)],
            Rules = [],
        };

        PipelineDifferences.Between(Sales, theirs, PersonalFormat.Default).ShouldBe(
            ["The pipeline is called Direct sales.", "Trial was added.", "Qualified is called Lead.", "The rules for moves are different."]);
        _draft.Rebase(theirs);

        _draft.Name.ShouldBe("Direct sales");
        _draft.Stages.Select(stage => (stage.Name, stage.Percent)).Take(3).ShouldBe([("Lead", 35m), ("Trial", 40m), ("Offer", 50m)]);
        (_draft.Rules.Count, _draft.Base.Version).ShouldBe((0, 5));
    }

    [Fact]
    public void An_earlier_table_can_be_used_again()
    {
        _draft.Use(new ProbabilityTableRow(9, 1, DateTimeOffset.UnixEpoch, null, null, false, [new ProbabilityRow(11, "Qualified", 0.15m)]));

        _draft.Stages.Take(2).Select(stage => stage.Percent).ShouldBe([15m, 50m]);
        _draft.Note.ShouldBe("Table 1 again");
    }
}
