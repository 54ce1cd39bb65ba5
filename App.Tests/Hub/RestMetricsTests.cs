using System.Globalization;
using System.Text.Json;
using CrmLive.Pipeline;
using CrmLive.Support;

namespace CrmLive.Hub;

/// <summary>REST lists the opportunities behind each number that it tells.</summary>
public sealed class RestMetricsTests(RestWorld rest) : IClassFixture<RestWorld>
{
    private World World => rest.World;

    [Theory]
    [InlineData(730, "")]
    [InlineData(90, "")]
    [InlineData(730, "owner")]
    [InlineData(365, "team")]
    public async Task The_opportunities_behind_each_figure_are_as_many_as_it_says(int days, string whose)
    {
        var today = DateOnly.FromDateTime(World.Clock.Now.UtcDateTime);
        var (from, to) = (Day(today.AddDays(-days)), Day(today));
        var owner = whose switch { "owner" => $"&owner_id=usr_{World.Ada.Id}", "team" => $"&team_id=team_{World.South}", _ => "" };
        var scope = $"&pipeline_id=pl_{World.SalesPipeline}{owner}";
        var figures = (await rest.Send(World.Mia, "GET", $"pipelines/pl_{World.SalesPipeline}/metrics?from={from}&to={to}{owner}")).Data;
        var opened = $"opened_from={from}&opened_to={to}{scope}";
        var closed = $"closed_from={from}&closed_to={to}{scope}";
        var due = $"due_from={from}&due_to={Day(today.AddDays(-1))}{scope}";

        (await Count(opened)).ShouldBe(Figure(figures, "opened"));
        (await Count($"outcome=open{scope}")).ShouldBe(Figure(figures, "open"));
        (await Count($"{closed}&outcome=won")).ShouldBe(Figure(figures, "won"));
        (await Count($"{closed}&outcome=lost")).ShouldBe(Figure(figures, "lost"));
        (await Count(due)).ShouldBe(Figure(figures, "due"));
        (await Count($"{due}&slipped=true")).ShouldBe(Figure(figures, "slipped"));
        foreach (var step in figures.GetProperty("conversions").EnumerateArray())
        {
            var stage = step.GetProperty("stage_id").GetString();
            (await Count($"{opened}&reached_stage_id={stage}")).ShouldBe(Figure(step, "reached"), step.ToString());
            (await Count($"{opened}&passed_stage_id={stage}")).ShouldBe(Figure(step, "went_on"), step.ToString());
        }

        foreach (var reason in figures.GetProperty("lost_reasons").EnumerateArray())
        {
            var why = reason.GetProperty("reason").GetString() is { } text ? $"lost_reason={Uri.EscapeDataString(text)}" : "no_lost_reason=true";
            (await Count($"{closed}&outcome=lost&{why}")).ShouldBe(Figure(reason, "count"), reason.ToString());
        }
    }

    [Fact]
    public async Task Figures_say_their_period_and_without_one_are_those_of_the_insights_page()
    {
        var usual = Periods.Named(Periods.Usual, DateOnly.FromDateTime(World.Clock.Now.UtcDateTime))!;
        var path = $"pipelines/pl_{World.SalesPipeline}/metrics";

        var figures = (await rest.Send(World.Mia, "GET", path)).Data;

        figures.GetProperty("pipeline_id").GetString().ShouldBe($"pl_{World.SalesPipeline}");
        (figures.GetProperty("from").GetString(), figures.GetProperty("to").GetString()).ShouldBe((Day(usual.From), Day(usual.To)));
        (await rest.Send(World.Mia, "GET", $"{path}?from={Day(usual.From)}&to={Day(usual.To)}")).Data.ToString().ShouldBe(figures.ToString());
        (await rest.Send(World.Mia, "GET", $"{path}?to=2025-03-31")).Data.GetProperty("from").GetString().ShouldBe("2024-04-01");
    }

    [Theory]
    [InlineData("opened_from=yesterday")]
    [InlineData("due_to=2026-02-30")]
    [InlineData("slipped=perhaps")]
    [InlineData("reached_stage_id=acc_1")]
    [InlineData("team_id=usr_1")]
    [InlineData("opened_after=2026-01-01")]
    public async Task What_cannot_be_read_is_refused(string query) =>
        (await rest.Send(World.Mia, "GET", $"opportunities?{query}")).ShouldRefuse(400, "VALIDATION_FAILED");

    [Fact]
    public async Task Nobody_filters_by_what_they_do_not_see()
    {
        (await rest.Send(World.Sam, "GET", "opportunities?lost_reason=Price")).ShouldRefuse(403, "ACCESS_DENIED");
        (await rest.Send(World.Sam, "GET", "opportunities?no_lost_reason=true")).ShouldRefuse(403, "ACCESS_DENIED");
        (await rest.Send(World.Rex, "GET", $"opportunities?reached_stage_id=stg_{World.Proposal}")).Data.GetArrayLength().ShouldBe(0);
    }

    private static int Figure(JsonElement figures, string name) => figures.GetProperty(name).GetInt32();

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task<int> Count(string query)
    {
        var reply = await rest.Send(World.Mia, "GET", $"opportunities?limit=200&{query}");
        reply.Status.ShouldBe(200, reply.Body.ToString());
        return reply.Data.GetArrayLength();
    }
}
