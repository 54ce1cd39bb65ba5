using System.Text.Json;

namespace CrmLive.Hub;

public sealed class PipelineRestTests(RestWorld rest) : IClassFixture<RestWorld>
{
    private const string Made = """
        {"name":"By REST","currency":"EUR","stages":[{"name":"New","outcome":"open","probability":0.1},{"name":"Won","outcome":"won","probability":1}]}
        """;

    [Fact]
    public async Task A_pipeline_lives_from_creation_to_the_bin_and_back()
    {
        var admin = rest.World.Admin;
        var path = $"pipelines/{(await rest.Send(admin, "POST", "pipelines", Made)).Id}";
        var read = await rest.Send(admin, "GET", path);
        read.ETag.ShouldBe("\"1\"");

        (await rest.Send(admin, "PATCH", path, """{"name":"Renamed"}""", ("If-Match", "\"1\""))).ETag.ShouldBe("\"2\"");
        (await rest.Send(admin, "PATCH", path, """{"name":"Late"}""", ("If-Match", "\"1\""))).ShouldRefuse(412, "STALE_VERSION");
        (await rest.Send(admin, "DELETE", path, null, ("If-Match", "\"1\""))).ShouldRefuse(412, "STALE_VERSION");
        (await rest.Send(admin, "DELETE", path, null, ("If-Match", "\"2\""))).Status.ShouldBe(200);
        (await rest.Send(admin, "GET", path)).ShouldRefuse(404);
        (await rest.Send(admin, "POST", path + "/restore")).Status.ShouldBe(200);
        (await rest.Send(admin, "GET", path)).Data.GetProperty("name").GetString().ShouldBe("Renamed");
    }

    [Fact]
    public async Task Other_probabilities_are_another_table()
    {
        var admin = rest.World.Admin;
        var path = $"pipelines/{(await rest.Send(admin, "POST", "pipelines", Made.Replace("By REST", "Tables", StringComparison.Ordinal))).Id}";
        var stages = (await rest.Send(admin, "GET", path)).Data.GetProperty("stages");
        var first = stages[0].GetProperty("id").GetString();
        var won = stages[1].GetProperty("id").GetString();
        var body = $$"""
            {"stages":[{"id":"{{first}}","name":"New","outcome":"open","probability":0.25,"required":["next_step"]},
             {"name":"Offer","outcome":"open","probability":0.5},{"id":"{{won}}","name":"Won","outcome":"won","probability":1}],
             "rules":[{"check":"most_amount","strength":"hard","limit":1000}],"deals_follow":true,"note":"Spring"}
            """;

        (await rest.Send(admin, "PATCH", path, body, ("Idempotency-Key", "table-2"))).Data.GetProperty("published_table").GetInt32().ShouldBe(2);
        (await rest.Send(admin, "PATCH", path, body, ("Idempotency-Key", "table-2"))).Data.GetProperty("published_table").GetInt32().ShouldBe(2);

        var read = (await rest.Send(admin, "GET", path)).Data;
        read.GetProperty("stages").EnumerateArray().Select(stage => stage.GetProperty("name").GetString()).ShouldBe(["New", "Offer", "Won"]);
        read.GetProperty("stages")[0].GetProperty("required")[0].GetString().ShouldBe("next_step");
        read.GetProperty("rules").GetArrayLength().ShouldBe(1);
        var tables = (await rest.Send(admin, "GET", path + "/probability-tables")).Data;
        tables.EnumerateArray().Select(table => table.GetProperty("number").GetInt32()).ShouldBe([2, 1]);
        tables[0].GetProperty("note").GetString().ShouldBe("Spring");
    }

    [Fact]
    public async Task Bad_input_says_what_would_do_and_changes_nothing()
    {
        var (admin, path) = (rest.World.Admin, $"pipelines/pl_{rest.World.SalesPipeline}");
        var before = (await rest.Send(admin, "GET", path)).ETag;

        (await rest.Send(admin, "PATCH", path, """{"stages":[]}""")).ShouldRefuse(422, "PIPELINE_STAGES");
        (await rest.Send(admin, "PATCH", path, """{"name":""}""")).ShouldRefuse(422, "FIELD_REQUIRED");
        (await rest.Send(admin, "PATCH", path, """{"name":7}""")).ShouldRefuse(400, "VALIDATION_FAILED");
        (await rest.Send(admin, "PATCH", path, """{"colour":"red"}""")).ShouldRefuse(400, "VALIDATION_FAILED");
        (await rest.Send(admin, "PATCH", path, $$"""{"stages":[{"id":"stg_{{rest.World.Stage("Renewals/Due")}}","name":"x","outcome":"open","probability":0.1},{"name":"y","outcome":"won","probability":1}]}"""))
            .ShouldRefuse(422, "STAGE_UNKNOWN");
        (await rest.Send(admin, "PATCH", path, """{"rules":[{"check":"most_amount","strength":"hard"}]}""")).ShouldRefuse(422, "RULE_LIMIT");
        (await rest.Send(admin, "DELETE", path)).ShouldRefuse(422, "PIPELINE_IN_USE");

        (await rest.Send(admin, "GET", path)).ETag.ShouldBe(before);
    }

    [Fact]
    public async Task Who_lacks_the_right_or_the_scope_is_refused()
    {
        var path = $"pipelines/pl_{rest.World.SalesPipeline}";

        (await rest.Send(rest.World.Ada, "PATCH", path, """{"name":"Mine"}""")).ShouldRefuse(403, "ACCESS_DENIED");
        (await rest.Send(rest.World.Ada, "DELETE", path)).ShouldRefuse(403, "ACCESS_DENIED");
        (await rest.Send(rest.World.Ada, "GET", path + "/probability-tables")).Data.ValueKind.ShouldBe(JsonValueKind.Array);
        var narrow = await rest.Key(rest.World.Admin, "pipeline.read");
        (await rest.Send(narrow, "DELETE", path)).ShouldRefuse(403);
    }
}
