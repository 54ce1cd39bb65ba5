using System.Text.Json;
using CrmLive.Pipeline;
using CrmLive.Support;

namespace CrmLive.Cli;

/// <summary>The verbs as somebody types them, in a process of their own, on the database of a world.</summary>
public sealed class PipelineVerbTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Metrics_are_those_that_a_page_asks_for()
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var asked = await world.As(world.Mia, new GetPipelineMetrics(world.SalesPipeline, new DateOnly(2025, 1, 1), today));

        var told = await Crm("mia@acme.example", "pipelines", "metrics", "sales", "--from", "2025-01-01");

        (told.GetProperty("won").GetInt32(), told.GetProperty("open").GetInt32(), told.GetProperty("opened").GetInt32()).ShouldBe((asked.Won, asked.Open, asked.Opened));
        told.GetProperty("won_amount").GetDecimal().ShouldBe(asked.WonAmount!.Value);
    }

    [Fact]
    public async Task A_deal_is_added_edited_moved_and_looked_at()
    {
        var added = await Crm("ada@acme.example", "deals", "add", "--stage", $"stg_{world.Qualified}", "--name", "By hand", "--amount", "1200.5", "--account", $"acc_{world.AcmeGmbH}");
        var id = added.GetProperty("id").GetString()!;
        await Crm("ada@acme.example", "deals", "edit", id, "--next", "Call back");
        var moved = await Crm("ada@acme.example", "deals", "move", id, "--stage", $"stg_{world.Proposal}", "--reason", "They asked");
        var shown = await Crm("ada@acme.example", "deals", "show", id);
        var history = await Crm("ada@acme.example", "deals", "history", id);

        var named = await Crm("ada@acme.example", "deals", "move", id, "--stage", "negotiation");

        moved.GetProperty("to_stage_id").GetString().ShouldBe($"stg_{world.Proposal}");
        named.GetProperty("from_stage_id").GetString().ShouldBe($"stg_{world.Proposal}");
        shown.GetProperty("amount").GetDecimal().ShouldBe(1200.5m);
        shown.GetProperty("next_step").GetString().ShouldBe("Call back");
        shown.GetProperty("risk").GetProperty("level").GetString().ShouldBe("none");
        history.GetProperty("transitions").EnumerateArray().Select(step => step.GetProperty("to").GetString()).ShouldBe(["Proposal", "Qualified"]);
    }

    [Fact]
    public async Task A_move_brings_what_the_stage_requires()
    {
        var renewals = (await world.As(world.Admin, new ListPipelines())).Rows.Single(pipeline => pipeline.Name == "Renewals").Id;
        var design = (await world.As(world.Admin, new GetPipeline(renewals))).Design();
        await world.As(world.Admin, new EditPipeline(renewals, design with
        {
            Stages = [design.Stages[0], design.Stages[1] with { Required = [DealField.Amount, DealField.NextStep, DealField.ExpectedClose] }, .. design.Stages.Skip(2)],
        }));
        var added = await Crm("ada@acme.example", "deals", "add", "--stage", $"stg_{design.Stages[0].Id}", "--name", "Required");
        string[] move = ["deals", "move", added.GetProperty("id").GetString()!, "--stage", $"stg_{design.Stages[1].Id}"];

        var (exit, _, _) = await CrmProcess.Run(world, "ada@acme.example", move);
        await Crm("ada@acme.example", [.. move, "--amount", "800", "--next", "Send the offer", "--close", "2026-05-04"]);

        exit.ShouldBe(1);
        var shown = await Crm("ada@acme.example", "deals", "show", move[2]);
        (shown.GetProperty("amount").GetDecimal(), shown.GetProperty("next_step").GetString(), shown.GetProperty("expected_close").GetString())
            .ShouldBe((800m, "Send the offer", "2026-05-04"));
    }

    [Fact]
    public async Task A_key_says_which_of_its_scopes_the_person_has_not()
    {
        var key = await Crm("root@acme.example", "keys", "create", "--user", "vic@acme.example", "--scopes", "opportunity.read", "opportunity.update");

        key.GetProperty("warnings").EnumerateArray().ShouldHaveSingleItem().GetString()!.ShouldContain("opportunity.update");
    }

    [Fact]
    public async Task Lists_and_boards_are_those_of_the_person()
    {
        var pipelines = await Crm("ada@acme.example", "pipelines", "list");
        var board = await Crm("ada@acme.example", "pipelines", "board", "Sales");
        var deals = await Crm("sam@acme.example", "deals", "list", "--search", "fjord", "--outcome", "open");

        pipelines.EnumerateArray().Select(one => one.GetProperty("name").GetString()).ShouldBe(["Sales", "Renewals"]);
        board.ToString().ShouldContain("Acme renewal");
        board.ToString().ShouldNotContain("Delta patient desk");
        deals.GetProperty("deals").EnumerateArray().ShouldAllBe(deal => deal.GetProperty("amount").ValueKind == JsonValueKind.Null);
    }

    [Theory]
    [InlineData("ben@acme.example", "NOT_FOUND", "deals", "show", "opp_{renewal}")]
    [InlineData("ada@acme.example", "VALIDATION_FAILED", "pipelines", "board", "nothing")]
    [InlineData("ada@acme.example", "VALIDATION_FAILED", "deals", "list", "--owner", "acc_1")]
    [InlineData("ada@acme.example", "VALIDATION_FAILED", "pipelines", "metrics", "sales", "--to", "0001-06-01")]
    [InlineData("ada@acme.example", "VALIDATION_FAILED", "deals", "edit", "opp_{renewal}", "--close", "9999-12-31")]
    [InlineData("ada@acme.example", "NOT_FOUND", "deals", "show", "acc_1")]
    [InlineData("ada@acme.example", "VALIDATION_FAILED", "deals", "move", "opp_{renewal}", "--stage", "Renewed")]
    public async Task A_refusal_is_one_json_error(string person, string code, params string[] args)
    {
        var (exit, _, error) = await CrmProcess.Run(world, person, [.. args.Select(arg => arg.Replace("{renewal}", $"{world.AcmeRenewal}", StringComparison.Ordinal))]);

        exit.ShouldBe(1);
        JsonDocument.Parse(error).RootElement.GetProperty("code").GetString().ShouldBe(code);
    }

    private Task<JsonElement> Crm(string person, params string[] args) => CrmProcess.Answer(world, person, args);
}
