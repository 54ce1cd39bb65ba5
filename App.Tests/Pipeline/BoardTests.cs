using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

public sealed class BoardTests(World world) : IClassFixture<World>
{
    private static readonly BoardFilter All = new();

    [Fact]
    public async Task A_board_shows_open_deals_and_those_closed_this_month()
    {
        var board = await world.As(world.Mia, new GetBoard(world.SalesPipeline, All));

        board.Cards.ShouldContain(card => card.Name == "Acme renewal" && card.Account == "Acme GmbH" && card.Owner == "Ada Lovelace" && card.NextStep == "Call Greta about the term");
        board.Cards.ShouldContain(card => card.Name == "Cobalt help desk" && card.Outcome == StageKind.Won);
        board.Cards.ShouldNotContain(card => card.Name == "Kestrel trial");
        board.Cards.ShouldNotContain(card => card.Name == "Kestrel support 2nd year");
    }

    [Fact]
    public async Task Totals_are_what_sql_says()
    {
        var board = await world.As(world.Mia, new GetBoard(world.SalesPipeline, All));

        await using var db = world.Look();
        foreach (var stage in board.Totals)
        {
            var amounts = await db.Database.SqlQuery<decimal>($"""
                select amount as "Value" from deals where tenant_id = {world.Acme} and stage_id = {stage.StageId} and deleted_at is null
                  and (outcome = 0 or closed_at >= {new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero)})
                """).ToListAsync(TestContext.Current.CancellationToken);
            (stage.Count, stage.Total).ShouldBe((amounts.Count, amounts.Sum()));
        }

        var proposal = board.Totals.Single(stage => stage.StageId == world.Proposal);
        proposal.Weighted.ShouldBe(proposal.Total * 0.5m);
    }

    [Fact]
    public async Task A_rep_sees_the_board_of_their_team()
    {
        var board = await world.As(world.Ben, new GetBoard(world.SalesPipeline, All));

        board.Cards.ShouldAllBe(card => card.Owner == "Ben Okafor");
        board.Totals.Sum(stage => stage.Count).ShouldBe(board.Cards.Count);
    }

    [Fact]
    public async Task Another_tenants_board_is_empty()
    {
        var board = await world.As(world.Rex, new GetBoard(world.SalesPipeline, All));

        board.Cards.ShouldBeEmpty();
        board.Totals.ShouldBeEmpty();
    }

    [Fact]
    public async Task Money_is_hidden_from_support()
    {
        var board = await world.As(world.Sam, new GetBoard(world.SalesPipeline, All));

        board.Cards.ShouldAllBe(card => card.Amount == null && card.NextStep == null);
        board.Totals.ShouldAllBe(stage => stage.Total == null && stage.Weighted == null && stage.Count > 0);
    }

    [Theory]
    [InlineData("granite", 2)]
    [InlineData("BEN OKAFOR", 9)]
    [InlineData("renewal", 1)]
    [InlineData("100%_", 0)]
    public async Task The_filter_finds_deals_accounts_and_owners(string text, int found)
    {
        var board = await world.As(world.Mia, new GetBoard(world.SalesPipeline, new BoardFilter(text)));

        board.Cards.Count.ShouldBe(found);
        board.Totals.Sum(stage => stage.Count).ShouldBe(found);
    }

    [Fact]
    public async Task Stale_deals_have_stood_for_more_than_14_days()
    {
        var board = await world.As(world.Mia, new GetBoard(world.SalesPipeline, new BoardFilter(OnlyStale: true)));

        board.Cards.ShouldNotBeEmpty();
        board.Cards.ShouldAllBe(card => card.StageSince < world.Clock.Now.AddDays(-14) && card.Outcome == StageKind.Open);
    }

    [Fact]
    public async Task News_tells_only_what_was_asked_and_leaves_out_what_is_gone()
    {
        var news = await world.As(world.Ada, new GetBoardNews(world.SalesPipeline, All, [world.AcmeRenewal, world.DeltaDesk]));

        news.Cards.Select(card => card.Id).ShouldBe([world.AcmeRenewal]);
        news.Totals.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_column_that_was_read_further_comes_as_far_again()
    {
        var board = await world.As(world.Mia, new GetBoard(world.SalesPipeline, All, Take: 1, Further: new Dictionary<long, int> { [world.Qualified] = 3 }));

        board.Cards.GroupBy(card => card.StageId).ToDictionary(column => column.Key, column => column.Count())
            .ShouldSatisfyAllConditions(column => column[world.Qualified].ShouldBe(3), column => column[world.Proposal].ShouldBe(1));
        await Should.ThrowAsync<InvalidInput>(() => world.As(world.Mia, new GetBoard(world.SalesPipeline, All, Further: new Dictionary<long, int> { [world.Qualified] = GetBoard.Most + 1 })));
    }

    [Fact]
    public async Task The_ranks_of_a_column_are_those_of_the_deals_that_the_asker_sees()
    {
        var column = (await world.As(world.Mia, new GetBoardLane(world.SalesPipeline, world.Qualified, All))).Rows;
        List<long> ids = [.. column.Select(card => card.Id), world.AcmeRenewal];

        (await world.As(world.Mia, new GetColumnRanks(world.Qualified, ids))).ShouldBe(column.ToDictionary(card => card.Id, card => card.Rank), ignoreOrder: true);
        (await world.As(world.Rex, new GetColumnRanks(world.Qualified, ids))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_card_says_how_many_days_it_has_stood_in_its_stage()
    {
        var before = await Days();

        world.Clock.Advance(TimeSpan.FromDays(1));

        (await Days()).ShouldBe(before + 1);
        async Task<int> Days() => (await world.As(world.Mia, new GetBoard(world.SalesPipeline, new BoardFilter("Acme renewal")))).Cards.Single().Days;
    }

    [Fact]
    public async Task Pipelines_come_with_their_stages_in_order()
    {
        var pipelines = (await world.As(world.Ada, new ListPipelines())).Rows;

        pipelines.Select(pipeline => pipeline.Name).ShouldBe(["Sales", "Renewals"]);
        pipelines[0].Stages.Select(stage => stage.Name).ShouldBe(["Qualified", "Proposal", "Negotiation", "Won", "Lost"]);
    }

    [Fact]
    public async Task A_filter_as_long_as_a_novel_is_refused() =>
        await Should.ThrowAsync<InvalidInput>(() => world.As(world.Ada, new GetBoard(world.SalesPipeline, new BoardFilter(new string('x', 300)))));
}
