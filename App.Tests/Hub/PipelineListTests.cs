using System.Text.Json;
using CrmLive.Pipeline;

namespace CrmLive.Hub;

/// <summary>Pipelines and the columns of a board, page by page.</summary>
public sealed class PipelineListTests(RestWorld rest) : IClassFixture<RestWorld>
{
    [Theory]
    [InlineData("position")]
    [InlineData("name")]
    [InlineData("updated_at")]
    public async Task Pipelines_are_read_page_by_page_in_each_order(string order)
    {
        await Some(5);
        var whole = await Ids($"pipelines?limit=200&sort={order}");
        var seen = new List<string>();
        string? cursor = "";
        while (cursor is not null)
        {
            var page = await rest.Send(rest.World.Admin, "GET", $"pipelines?sort={order}&limit=2&cursor={cursor}");
            seen.AddRange(page.Data.EnumerateArray().Select(row => row.GetProperty("id").GetString()!));
            cursor = page.Body.GetProperty("next_cursor").GetString();
        }

        seen.ShouldBe(whole);
        (await Ids($"pipelines?limit=200&sort=-{order}")).ShouldBe(whole.AsEnumerable().Reverse());
    }

    [Fact]
    public async Task They_are_found_by_name_and_in_the_bin()
    {
        var id = await RestSamples.Create(rest, "pipelines");
        var name = (await rest.Send(rest.World.Admin, "GET", $"pipelines/{id}")).Data.GetProperty("name").GetString()!;
        (await Ids($"pipelines?search={Uri.EscapeDataString(name.ToUpperInvariant())}")).ShouldContain(id);
        await rest.Send(rest.World.Admin, "DELETE", $"pipelines/{id}");

        (await Ids("pipelines?limit=200")).ShouldNotContain(id);
        (await Ids("pipelines?limit=200&in_bin=true")).ShouldContain(id);
        (await rest.Send(rest.World.Admin, "GET", $"pipelines/{id}/board")).ShouldRefuse(404);
    }

    [Fact]
    public async Task There_are_only_as_many_as_people_can_choose_among()
    {
        var world = rest.World;
        var binned = await world.AsSoftware(world.Rival, New("Binned"));
        await world.AsSoftware(world.Rival, new DeletePipeline(binned));
        var there = (await world.AsSoftware(world.Rival, new ListPipelines())).Rows.Count;
        for (var number = there; number < SalesPipeline.Most; number++)
        {
            await world.AsSoftware(world.Rival, New($"Pipeline {number}"));
        }

        (await Should.ThrowAsync<RuleBroken>(() => world.AsSoftware(world.Rival, New("One more")))).Code.ShouldBe("pipeline.too_many");
        (await Should.ThrowAsync<RuleBroken>(() => world.AsSoftware(world.Rival, new RestorePipeline(binned)))).Code.ShouldBe("pipeline.too_many");
        var last = (await world.AsSoftware(world.Rival, new ListPipelines())).Rows[^1];
        (await rest.Send(world.Rex, "GET", $"pipelines/{last.Key}/board")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Each_stage_of_a_board_tells_where_to_read_on()
    {
        var path = $"pipelines/pl_{rest.World.SalesPipeline}/board";
        var board = (await rest.Send(rest.World.Mia, "GET", $"{path}?limit=2")).Data;
        var whole = (await rest.Send(rest.World.Mia, "GET", $"{path}?limit=200")).Data;

        board.GetProperty("is_cut").GetBoolean().ShouldBeTrue();
        whole.GetProperty("is_cut").GetBoolean().ShouldBeFalse();
        foreach (var (stage, all) in board.GetProperty("stages").EnumerateArray().Zip(whole.GetProperty("stages").EnumerateArray()))
        {
            var (read, column) = (Names(stage.GetProperty("opportunities")), $"{path}/{stage.GetProperty("id").GetString()}?limit=2");
            for (var cursor = stage.GetProperty("next_cursor").GetString(); cursor is not null;)
            {
                var page = await rest.Send(rest.World.Mia, "GET", $"{column}&cursor={cursor}");
                page.Status.ShouldBe(200, page.Body.ToString());
                read.AddRange(Names(page.Data));
                cursor = page.Body.GetProperty("next_cursor").GetString();
            }

            read.ShouldBe(Names(all.GetProperty("opportunities")));
            read.Count.ShouldBe(stage.GetProperty("count").GetInt32());
            all.GetProperty("next_cursor").ValueKind.ShouldBe(JsonValueKind.Null);
        }

        var elsewhere = board.GetProperty("stages")[0].GetProperty("next_cursor").GetString();
        (await rest.Send(rest.World.Mia, "GET", $"{path}/stg_{rest.World.Proposal}?cursor={elsewhere}")).ShouldRefuse(400, "VALIDATION_FAILED");
        (await rest.Send(rest.World.Mia, "GET", $"{path}/stg_{rest.World.Stage("Renewals/Due")}")).ShouldRefuse(404);
        (await rest.Send(rest.World.Mia, "GET", $"{path}?limit=201")).ShouldRefuse(400, "VALIDATION_FAILED");
    }

    private static List<string?> Names(JsonElement cards) => [.. cards.EnumerateArray().Select(card => card.GetProperty("name").GetString())];

    private static AddPipeline New(string name) => new(name, "EUR", [new NewStage("New", StageKind.Open, 0.1m), new NewStage("Won", StageKind.Won, 1m)]);

    private async Task Some(int count)
    {
        for (var number = 0; number < count; number++)
        {
            await RestSamples.Create(rest, "pipelines");
        }
    }

    private async Task<List<string>> Ids(string path)
    {
        var reply = await rest.Send(rest.World.Admin, "GET", path);
        reply.Status.ShouldBe(200, reply.Body.ToString());
        return [.. reply.Data.EnumerateArray().Select(row => row.GetProperty("id").GetString()!)];
    }
}
