using CrmLive.Data;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CrmLive.Pipeline;

/// <summary>What happens by itself after the settings of a pipeline changed.</summary>
public sealed class PipelineWorkerTests(World world) : IClassFixture<World>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deal_whose_move_commits_after_its_new_stage_was_removed_and_settled_leaves_it_soon()
    {
        await world.App.StartAsync(Now);
        var (pipeline, late) = await Pipeline("Late move");
        var (other, marker) = await Pipeline("Marker");
        var offer = pipeline.Stages[1].Id;
        await using var connection = new NpgsqlConnection(world.Address);
        await connection.OpenAsync(Now);
        await using var move = await connection.BeginTransactionAsync(Now);
        await using (var command = new NpgsqlCommand($"update deals set stage_id = {offer} where id = {late}", connection, move))
        {
            await command.ExecuteNonQueryAsync(Now);
        }

        await Edit(pipeline, design => design with { Stages = [.. design.Stages.Where(stage => stage.Id != offer)] });

        // When this one has followed, nobody was found in the removed stage.
        var settled = Told(marker);
        await Edit(other, design => design with { Stages = [design.Stages[0] with { Probability = 0.3m }, .. design.Stages.Skip(1)], DealsFollow = true });
        await settled;
        var relocated = Told(late);
        await move.CommitAsync(Now);
        await relocated;

        await using var db = world.Look();
        (await db.Deals.SingleAsync(deal => deal.Id == late, Now)).StageId.ShouldBe(pipeline.Stages[0].Id);
        (await world.As(world.Admin, new GetBoard(pipeline.Id, BoardFilter.None))).Cards.ShouldHaveSingleItem().Id.ShouldBe(late);
    }

    private Task Edit(PipelineDetails pipeline, Func<PipelineDesign, PipelineDesign> change) =>
        world.As(world.Admin, new EditPipeline(pipeline.Id, change(pipeline.Design()), pipeline.Version));

    private async Task<(PipelineDetails Pipeline, long Deal)> Pipeline(string name)
    {
        var id = await world.As(world.Admin, new AddPipeline(name, "EUR",
        [
            new NewStage("New", StageKind.Open, 0.1m), new NewStage("Offer", StageKind.Open, 0.6m),
            new NewStage("Won", StageKind.Won, 1m), new NewStage("Lost", StageKind.Lost, 0m),
        ]));
        var pipeline = await world.As(world.Admin, new GetPipeline(id));
        return (pipeline, await world.As(world.Admin, new AddDeal(pipeline.Stages[0].Id, new DealFields(name, 100m))));
    }

    // Ends with the next commit that changes the deal.
    private Task Told(long deal)
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Services.GetRequiredService<CommitFeed>().Committed += changes =>
        {
            if (changes.Any(change => change.Kind == RecordKind.Deal.Name && change.Id == deal))
            {
                told.TrySetResult();
            }
        };
        return told.Task.Soon("a commit that changes the deal");
    }
}
