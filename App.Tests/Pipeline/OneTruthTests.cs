using System.Globalization;
using System.Text.Json;
using CrmLive.Cli;
using CrmLive.Hub;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Board, insights, REST and command line side by side: whoever asks, and before and after moves, they say what SQL says.</summary>
public sealed class OneTruthTests(RestWorld rest) : IClassFixture<RestWorld>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private World World => rest.World;

    private DateOnly Today => DateOnly.FromDateTime(World.Clock.Now.UtcDateTime);

    private Period Term => new(Today.AddDays(-700), Today);

    [Fact]
    public async Task Every_way_to_ask_has_the_same_answer_before_and_after_moves()
    {
        // The command line is a process of its own, with the clock of the machine.
        World.Clock.Advance(TimeProvider.System.GetUtcNow() - World.Clock.Now);
        var before = await Agreed();

        await World.As(World.Ada, new MoveDeal(World.Deal("Acme second plant"), World.Proposal));
        await World.As(World.Ben, new MoveDeal(World.Deal("Granite branches"), World.Won));
        await World.As(World.Ada, new MoveDeal(World.Deal("Fjord Wind pilot"), World.Lost, Reason: "Price"));
        var moved = await rest.Send(World.Ada, "POST", $"opportunities/opp_{World.Deal("Iris quality desk")}/move", $$"""{"stage_id":"stg_{{World.Proposal}}"}""");
        moved.Status.ShouldBe(200, moved.Body.ToString());
        (await rest.Send(World.Ben, "PATCH", $"opportunities/opp_{World.Deal("Juniper campus")}", """{"amount":50123.45}""")).Status.ShouldBe(200);
        await CrmProcess.Answer(World, "ben@acme.example", "deals", "move", $"opp_{World.Deal("Juniper campus")}", "--stage", $"stg_{World.Proposal}");

        var after = await Agreed();
        after[World.Proposal].Total.ShouldBe(before[World.Proposal].Total + 37_000m + 3_600m + 50_123.45m);
        after[World.Negotiation].Total.ShouldBe(before[World.Negotiation].Total - 168_000m);
        after[World.Won].Count.ShouldBe(before.GetValueOrDefault(World.Won)?.Count + 1 ?? 1);
    }

    private async Task<Dictionary<long, ColumnSum>> Agreed()
    {
        var sums = await Sums();
        var key = $"pl_{World.SalesPipeline}";
        var (typed, figures) = (CrmProcess.Answer(World, "mia@acme.example", "pipelines", "board", key), CrmProcess.Answer(World, "mia@acme.example", ["pipelines", "metrics", key, .. Days(Term)]));
        var board = await World.As(World.Mia, new GetBoard(World.SalesPipeline, BoardFilter.None));
        board.Totals.ToDictionary(total => total.StageId, total => new ColumnSum(total.StageId, total.Count, total.Total!.Value, total.Weighted!.Value)).ShouldBe(sums, ignoreOrder: true);
        Columns((await rest.Send(World.Mia, "GET", $"pipelines/{key}/board")).Data).ShouldBe(sums, ignoreOrder: true);
        Columns(await typed).ShouldBe(sums, ignoreOrder: true);
        await FiguresAgree(key, await figures);
        return sums;
    }

    private async Task FiguresAgree(string key, JsonElement typed)
    {
        await using var db = World.Look();
        var pipeline = (await World.As(World.Mia, new ListPipelines())).Rows.Single(one => one.Id == World.SalesPipeline);
        var scope = new FigureScope(pipeline, Term, Today);
        PipelineMetrics? told = null;
        await FigureSqlTests.Compare(db, scope, async asked => told = await World.As(World.Mia, asked));

        var byRest = (await rest.Send(World.Mia, "GET", $"pipelines/{key}/metrics?from={Text(Term.From)}&to={Text(Term.To)}")).Data;
        Plain(MetricsResource.Of(scope.Metrics(), told!)).ShouldBe(Plain(byRest));
        Plain(typed).ShouldBe(Plain(byRest));
    }

    private async Task<Dictionary<long, ColumnSum>> Sums()
    {
        await using var db = World.Look();
        return await db.Database.SqlQueryRaw<ColumnSum>(
            """
            select stage_id as "StageId", count(*)::int as "Count", sum(amount) as "Total", sum(amount * probability) as "Weighted"
            from deals
            where pipeline_id = {0} and deleted_at is null and (outcome = 0 or closed_at >= date_trunc('month', now() at time zone 'UTC') at time zone 'UTC')
            group by stage_id
            """,
            World.SalesPipeline).ToDictionaryAsync(sum => sum.StageId, Ct);
    }

    // An empty column is told by REST and command line, and not by the others.
    private static Dictionary<long, ColumnSum> Columns(JsonElement board) => board.GetProperty("stages").EnumerateArray()
        .Select(stage => new ColumnSum(
            long.Parse(stage.GetProperty("id").GetString()!["stg_".Length..], CultureInfo.InvariantCulture), stage.GetProperty("count").GetInt32(),
            stage.GetProperty("total").GetDecimal(), stage.GetProperty("weighted").GetDecimal()))
        .Where(sum => sum.Count > 0).ToDictionary(sum => sum.StageId);

    private static string[] Days(Period period) => ["--from", Text(period.From), "--to", Text(period.To)];

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Plain(JsonElement figures) => JsonSerializer.Serialize(figures);

    private static string Plain(MetricsResource figures) => Plain(JsonSerializer.SerializeToElement(figures, Shell.RestJson.Options));

    private sealed record ColumnSum(long StageId, int Count, decimal Total, decimal Weighted);
}
