using System.Text.Json;
using CrmLive.Pipeline;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Hub;

public sealed class RestResourceTests(RestWorld rest) : IClassFixture<RestWorld>
{
    [Theory]
    [InlineData("accounts", """{"name":"Nimbus"}""", """{"name":"Nimbus Ltd"}""", "name")]
    [InlineData("contacts", """{"last_name":"Nimbus"}""", """{"last_name":"Nimbus Ltd"}""", "last_name")]
    [InlineData("products", """{"name":"Nimbus","list_price":10,"currency":"EUR"}""", """{"name":"Nimbus Ltd"}""", "name")]
    public async Task A_record_lives_from_creation_to_the_bin_and_back(string plural, string created, string changed, string field)
    {
        var admin = rest.World.Admin;
        var made = await rest.Send(admin, "POST", plural, created);
        made.Status.ShouldBe(201);
        made.ETag.ShouldBe("\"1\"");
        var path = $"{plural}/{made.Id}";

        (await rest.Send(admin, "PATCH", path, changed, ("If-Match", "\"1\""))).ETag.ShouldBe("\"2\"");
        (await rest.Send(admin, "PATCH", path, changed, ("If-Match", "\"1\""))).ShouldRefuse(412, "STALE_VERSION");
        (await rest.Send(admin, "PUT", path, created)).ShouldRefuse(428);
        (await rest.Send(admin, "GET", path)).Data.GetProperty(field).GetString().ShouldBe("Nimbus Ltd");
        (await rest.Send(admin, "DELETE", path)).Status.ShouldBe(200);
        (await rest.Send(admin, "GET", path)).ShouldRefuse(404);
        (await rest.Send(admin, "POST", path + "/restore")).Status.ShouldBe(200);
        (await rest.Send(admin, "PUT", path, created, ("If-Match", "\"4\""))).ETag.ShouldBe("\"5\"");
        (await rest.Send(admin, "GET", path + "/history")).Data.GetArrayLength().ShouldBe(5);
    }

    [Fact]
    public async Task A_conflict_tells_field_by_field_what_was_is_and_is_wanted()
    {
        var (world, path) = (rest.World, $"opportunities/opp_{rest.World.Deal("Iris quality desk")}");
        var version = (await rest.Send(world.Ada, "GET", path)).ETag!;
        await rest.Send(world.Mia, "PATCH", path, $$"""{"next_step":"Theirs","amount":9000,"account_id":"acc_{{world.AcmeGmbH}}"}""");

        var refused = await rest.Send(world.Ada, "PATCH", path, """{"next_step":"Mine","amount":9000,"name":"Iris"}""", ("If-Match", version));

        refused.ShouldRefuse(412, "FIELD_CONFLICT");
        var details = refused.Body.GetProperty("details").EnumerateArray().ToList();
        details.Select(detail => detail.GetProperty("field").GetString()).ShouldBe(["version", "next_step"]);
        details[0].TryGetProperty("conflict", out _).ShouldBeFalse();
        var values = details[1].GetProperty("conflict");
        (values.GetProperty("current").GetString(), values.GetProperty("yours").GetString()).ShouldBe(("Theirs", "Mine"));
        values.GetProperty("changed_by").GetString()!.ShouldStartWith("Mia Tanaka");
        values.TryGetProperty("original", out _).ShouldBeTrue();
        (await rest.Send(world.Ada, "GET", path)).Data.GetProperty("next_step").GetString().ShouldBe("Theirs");
        (await rest.Send(world.Ada, "PATCH", path, """{"next_step":"Mine"}""")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task The_same_idempotency_key_has_one_effect_and_one_answer()
    {
        var (ada, key) = (rest.World.Ada, ("Idempotency-Key", "order-1"));
        var first = await rest.Send(ada, "POST", "accounts", """{"name":"Once"}""", key);
        var second = await rest.Send(ada, "POST", "accounts", """{"name":"Once"}""", key);

        second.Data.ToString().ShouldBe(first.Data.ToString());
        (await rest.Send(ada, "POST", "accounts", """{"name":"Twice"}""", key)).ShouldRefuse(409, "IDEMPOTENCY_CONFLICT");
        (await rest.Send(ada, "GET", "accounts?search=Once")).Data.GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_repeated_patch_answers_as_the_first_one_did()
    {
        var (ada, path) = (rest.World.Ada, $"accounts/acc_{rest.World.AcmeGmbH}");
        var version = (await rest.Send(ada, "GET", path)).ETag!;
        var first = await rest.Send(ada, "PATCH", path, """{"website":"https://acme.example"}""", ("If-Match", version), ("Idempotency-Key", "patch-1"));
        var second = await rest.Send(ada, "PATCH", path, """{"website":"https://acme.example"}""", ("If-Match", version), ("Idempotency-Key", "patch-1"));

        first.Status.ShouldBe(200);
        second.Status.ShouldBe(200);
        second.ETag.ShouldBe(first.ETag);
    }

    [Fact]
    public async Task A_list_is_read_page_by_page_without_gap_or_double()
    {
        var seen = new List<string>();
        string? cursor = "";
        while (cursor is not null)
        {
            var page = await rest.Send(rest.World.Admin, "GET", $"opportunities?sort=name&limit=7&cursor={cursor}");
            seen.AddRange(page.Data.EnumerateArray().Select(deal => deal.GetProperty("id").GetString()!));
            cursor = page.Body.GetProperty("next_cursor").GetString();
        }

        seen.ShouldBeUnique();
        seen.Count.ShouldBe((await rest.Send(rest.World.Admin, "GET", "opportunities?limit=200")).Data.GetArrayLength());
    }

    [Fact]
    public async Task Hidden_fields_are_null_and_cannot_be_sorted_by_or_set()
    {
        var sam = rest.World.Sam;
        var deal = await rest.Send(sam, "GET", $"opportunities/opp_{rest.World.AcmeRenewal}");

        deal.Data.GetProperty("amount").ValueKind.ShouldBe(JsonValueKind.Null);
        (await rest.Send(sam, "GET", "opportunities")).Data.EnumerateArray().ShouldAllBe(row => row.GetProperty("amount").ValueKind == JsonValueKind.Null);
        (await rest.Send(sam, "GET", "opportunities?sort=amount")).ShouldRefuse(403, "ACCESS_DENIED");
        (await rest.Send(sam, "GET", $"pipelines/pl_{rest.World.SalesPipeline}/board")).Data.GetProperty("stages")[0].GetProperty("total").ValueKind
            .ShouldBe(JsonValueKind.Null);
        (await rest.Send(sam, "PATCH", $"opportunities/opp_{rest.World.AcmeRenewal}", """{"amount":1}""")).ShouldRefuse(403, "ACCESS_DENIED");
    }

    [Fact]
    public async Task A_deal_moves_by_the_rules_of_the_board()
    {
        var world = rest.World;
        var made = await rest.Send(world.Ada, "POST", "opportunities", $$"""{"name":"By REST","amount":1000,"stage_id":"stg_{{world.Qualified}}"}""");
        var path = $"opportunities/{made.Id}";

        (await rest.Send(world.Ada, "POST", path + "/move", $$"""{"stage_id":"stg_{{world.Won}}"}""")).ShouldRefuse(422, "DEAL_ACCOUNT_REQUIRED");
        (await rest.Send(world.Ada, "POST", path + "/move", $$"""{"stage_id":"stg_{{world.Lost}}"}""")).ShouldRefuse(422, "DEAL_LOST_REASON");
        (await rest.Send(world.Ada, "POST", path + "/move", """{"stage_id":"stg_999999999"}""")).ShouldRefuse(400);
        (await rest.Send(world.Ada, "POST", path + "/move", $$"""{"stage_id":"stg_{{world.Proposal}}"}""", ("If-Match", "\"7\""))).ShouldRefuse(412);
        (await rest.Send(world.Ada, "POST", path + "/move", $$"""{"stage_id":"stg_{{world.Proposal}}"}""", ("If-Match", "\"1\""))).ETag.ShouldBe("\"2\"");
        var history = await rest.Send(world.Ada, "GET", path + "/history");
        history.Data.EnumerateArray().Select(step => step.GetProperty("to").GetString()).ShouldBe(["Proposal", "Qualified"]);
        (await rest.Send(world.Ben, "POST", path + "/move", $$"""{"stage_id":"stg_{{world.Negotiation}}"}""")).ShouldRefuse(404);
    }

    [Fact]
    public async Task A_move_brings_values_along_and_its_refusal_lists_all_that_is_wrong()
    {
        var world = rest.World;
        await Guard(world);
        var made = await rest.Send(world.Ada, "POST", "opportunities", $$"""{"name":"Guarded by REST","amount":1000,"stage_id":"stg_{{world.Stage("Renewals/Due")}}"}""");
        var target = world.Stage("Renewals/Offer sent");

        var refused = await rest.Send(world.Ada, "POST", $"opportunities/{made.Id}/move", $$"""{"stage_id":"stg_{{target}}"}""");
        refused.ShouldRefuse(422, "MOVE_FIELDS_REQUIRED");
        refused.Body.GetProperty("details").EnumerateArray().Select(detail => $"{detail.GetProperty("field")} {detail.GetProperty("code")}").ShouldBe(
            ["expected_close deal.expected_close_required", "next_step deal.next_step_required", "reason rule.amount_too_large"]);
        var warned = await rest.Send(
            world.Ada, "POST", $"opportunities/{made.Id}/move", $$"""{"stage_id":"stg_{{target}}","expected_close":"2031-01-31","next_step":"Call"}""");
        warned.ShouldRefuse(422, "MOVE_REASON_REQUIRED");

        var moved = await rest.Send(
            world.Ada, "POST", $"opportunities/{made.Id}/move", $$"""{"stage_id":"stg_{{target}}","expected_close":"2031-01-31","next_step":"Call","reason":"Agreed"}""");
        moved.Status.ShouldBe(200);
        (await rest.Send(world.Ada, "GET", $"opportunities/{made.Id}")).Data.GetProperty("next_step").GetString().ShouldBe("Call");
    }

    [Fact]
    public async Task The_board_adds_up_to_the_list()
    {
        var (mia, pipeline) = (rest.World.Mia, $"pl_{rest.World.SalesPipeline}");
        var board = await rest.Send(mia, "GET", $"pipelines/{pipeline}/board");
        var open = await rest.Send(mia, "GET", $"opportunities?pipeline_id={pipeline}&outcome=open&limit=200");

        var total = board.Data.GetProperty("stages").EnumerateArray()
            .Where(stage => stage.GetProperty("outcome").GetString() == "open").Sum(stage => stage.GetProperty("total").GetDecimal());
        total.ShouldBe(open.Data.EnumerateArray().Sum(deal => deal.GetProperty("amount").GetDecimal()));
        (await rest.Send(mia, "GET", $"pipelines/{pipeline}/metrics")).Data.GetProperty("currency").GetString().ShouldBe("EUR");
    }

    private static async Task Guard(World world)
    {
        await using var db = world.Look();
        var pipeline = await db.Pipelines.Include(row => row.Stages).SingleAsync(row => row.Id == world.Renewals);
        pipeline.AddRule(900_000, new RuleTerms(StageCheck.MostAmount, RuleStrength.Soft, null, 500m));
        pipeline.Stages.Single(stage => stage.Id == world.Stage("Renewals/Offer sent")).Require([DealField.ExpectedClose, DealField.NextStep]);
        await db.SaveChangesAsync();
    }
}
