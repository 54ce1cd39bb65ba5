using System.Text.Json;
using CrmLive.Support;

namespace CrmLive.Hub;

/// <summary>Exceptions, contacts, products and estimates of an opportunity, and the order of pipelines.</summary>
public sealed class RestDealPartTests(RestWorld rest) : IClassFixture<RestWorld>
{
    private World World => rest.World;

    [Fact]
    public async Task An_exception_is_asked_for_seen_and_approved_which_moves()
    {
        var deal = await Deal(World.Ada);
        var asked = await rest.Send(World.Ada, "POST", $"{deal}/exceptions", Asking());
        var path = $"{deal}/exceptions/{asked.Data.GetProperty("exception_id").GetString()}";

        (await rest.Send(World.Ada, "POST", $"{deal}/exceptions", Asking())).ShouldRefuse(422, "APPROVAL_PENDING");
        (await rest.Send(World.Ada, "POST", path + "/approve", "{}")).ShouldRefuse(403, "ACCESS_DENIED");
        var waiting = (await rest.Send(World.Mia, "GET", $"{deal}/exceptions")).Data[0];
        (Text(waiting, "state"), Text(waiting, "to"), Text(waiting, "asked_by"), Text(waiting, "reason")).ShouldBe(("pending", "Negotiation", "Ada Lovelace", "They sign today"));
        Text(waiting, "breaches")!.ShouldContain("500");
        (await rest.Send(World.Mia, "POST", path + "/approve", """{"note":"This once"}""", ("If-Match", "\"1\""))).ShouldRefuse(412, "STALE_VERSION");
        var key = ("Idempotency-Key", "approve-once");
        var approved = await rest.Send(World.Mia, "POST", path + "/approve", """{"note":"This once"}""", key);
        approved.ETag.ShouldBe($"\"{approved.Data.GetProperty("version").GetInt64()}\"");
        (await rest.Send(World.Mia, "POST", path + "/approve", """{"note":"This once"}""", key)).Data.ToString().ShouldBe(approved.Data.ToString());

        (await rest.Send(World.Ada, "GET", deal)).Data.GetProperty("stage_id").GetString().ShouldBe($"stg_{World.Negotiation}");
        var decided = (await rest.Send(World.Ada, "GET", $"{deal}/exceptions")).Data[0];
        (Text(decided, "state"), Text(decided, "decided_by"), Text(decided, "note")).ShouldBe(("approved", "Mia Tanaka", "This once"));
        (await rest.Send(World.Mia, "POST", path + "/decline", "{}")).ShouldRefuse(422, "APPROVAL_DECIDED");
    }

    [Fact]
    public async Task A_request_is_taken_back_by_who_asked_and_declined_by_a_manager()
    {
        var deal = await Deal(World.Ada);
        var asked = (await rest.Send(World.Ada, "POST", $"{deal}/exceptions", Asking())).Data.GetProperty("exception_id").GetString();
        var other = await Deal(World.Ada);

        (await rest.Send(World.Mia, "POST", $"{deal}/exceptions/{asked}/withdraw")).ShouldRefuse(422, "APPROVAL_NOT_YOURS");
        (await rest.Send(World.Ada, "POST", $"{other}/exceptions/{asked}/withdraw")).ShouldRefuse(404);
        (await rest.Send(World.Mia, "POST", $"{other}/exceptions/{asked}/approve", "{}")).ShouldRefuse(404);
        (await rest.Send(World.Ada, "POST", $"{deal}/exceptions/{asked}/withdraw")).Status.ShouldBe(200);
        var again = (await rest.Send(World.Ada, "POST", $"{deal}/exceptions", Asking())).Data.GetProperty("exception_id").GetString();
        (await rest.Send(World.Mia, "POST", $"{deal}/exceptions/{again}/decline", """{"note":"Not yet"}""")).Status.ShouldBe(200);

        var page = await rest.Send(World.Ada, "GET", $"{deal}/exceptions?limit=1");
        Text(page.Data[0], "state").ShouldBe("declined");
        var rest2 = await rest.Send(World.Ada, "GET", $"{deal}/exceptions?limit=1&cursor={page.Body.GetProperty("next_cursor").GetString()}");
        Text(rest2.Data[0], "state").ShouldBe("withdrawn");
    }

    [Fact]
    public async Task What_cannot_be_asked_for_is_refused()
    {
        var deal = await Deal(World.Ada);

        (await rest.Send(World.Ada, "POST", $"{deal}/exceptions", $$"""{"stage_id":"stg_{{World.Negotiation}}"}""")).ShouldRefuse(400, "VALIDATION_FAILED");
        (await rest.Send(World.Ada, "POST", $"{deal}/exceptions", """{"stage_id":"stg_999999999","reason":"x"}""")).ShouldRefuse(400, "VALIDATION_FAILED");
        (await rest.Send(World.Ada, "POST", $"{deal}/exceptions", """{"reason":"x"}""")).ShouldRefuse(400, "VALIDATION_FAILED");
        (await rest.Send(World.Ada, "POST", $"{deal}/exceptions", $$"""{"stage_id":"stg_{{World.Proposal}}","reason":"x"}""")).ShouldRefuse(422, "APPROVAL_NOT_NEEDED");
        (await rest.Send(World.Mia, "POST", $"{deal}/exceptions/apr_999999999/approve", "{}")).ShouldRefuse(404);
        (await rest.Send(World.Mia, "POST", $"{deal}/exceptions/opp_1/approve", "{}")).ShouldRefuse(404);
        (await rest.Send(World.Ben, "GET", $"{deal}/exceptions")).ShouldRefuse(404);
    }

    [Fact]
    public async Task Who_does_not_see_amounts_does_not_learn_one_from_a_rule()
    {
        var deal = await Deal(World.Ada);
        await rest.Send(World.Ada, "POST", $"{deal}/exceptions", Asking());

        var seen = (await rest.Send(World.Sam, "GET", $"{deal}/exceptions")).Data[0];

        (Text(seen, "state"), Text(seen, "asked_by")).ShouldBe(("pending", "Ada Lovelace"));
        Text(seen, "breaches")!.ShouldNotContain("500");
    }

    [Fact]
    public async Task Contacts_get_another_role_and_are_taken_out()
    {
        var (deal, contact) = (await Deal(World.Ada), $"ct_{World.Contact("siri@fjord.example")}");
        await rest.Send(World.Ada, "POST", $"{deal}/contacts", $$"""{"contact_id":"{{contact}}","role":"user"}""");

        (await rest.Send(World.Ada, "PATCH", $"{deal}/contacts/{contact}", """{"role":"champion"}""")).Status.ShouldBe(200);
        (await rest.Send(World.Ada, "GET", $"{deal}/contacts")).Data[0].GetProperty("role").GetString().ShouldBe("champion");
        (await rest.Send(World.Ada, "PATCH", $"{deal}/contacts/{contact}", """{"role":"king"}""")).ShouldRefuse(400, "VALIDATION_FAILED");
        (await rest.Send(World.Ada, "PATCH", $"{deal}/contacts/ct_999999999", """{"role":"user"}""")).ShouldRefuse(404);
        (await rest.Send(World.Sam, "DELETE", $"{deal}/contacts/{contact}")).ShouldRefuse(403, "ACCESS_DENIED");
        (await rest.Send(World.Ada, "DELETE", $"{deal}/contacts/{contact}")).Status.ShouldBe(200);
        (await rest.Send(World.Ada, "GET", $"{deal}/contacts")).Data.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Products_are_changed_term_by_term_and_taken_out()
    {
        var deal = await Deal(World.Ada);
        var line = (await rest.Send(World.Ada, "POST", $"{deal}/lines", $$"""{"product_id":"prd_{{World.Product("Desk Team")}}","quantity":2,"unit_price":100,"discount":0.1}"""))
            .Data.GetProperty("line_id").GetInt64();

        (await rest.Send(World.Ada, "PATCH", $"{deal}/lines/{line}", """{"quantity":3}""")).Status.ShouldBe(200);
        var changed = (await rest.Send(World.Ada, "GET", $"{deal}/lines")).Data[0];
        (Number(changed, "quantity"), Number(changed, "unit_price"), Number(changed, "discount")).ShouldBe((3m, 100m, 0.1m));
        (await rest.Send(World.Ada, "PATCH", $"{deal}/lines/{line}", """{"quantity":-1}""")).ShouldRefuse(422, "FIELD_INVALID");
        (await rest.Send(World.Ada, "PATCH", $"{deal}/lines/{line}", """{"unit_price":null}""")).ShouldRefuse(400, "VALIDATION_FAILED");
        (await rest.Send(World.Ada, "PATCH", $"{deal}/lines/{line}", """{"price":1}""")).ShouldRefuse(400, "VALIDATION_FAILED");
        (await rest.Send(World.Ada, "PATCH", $"{deal}/lines/nine", """{"quantity":1}""")).ShouldRefuse(404);
        (await rest.Send(World.Ada, "DELETE", $"{deal}/lines/999999999")).ShouldRefuse(422, "DEAL_NO_LINE");
        (await rest.Send(World.Sam, "PATCH", $"{deal}/lines/{line}", """{"quantity":1}""")).ShouldRefuse(403);
        (await rest.Send(World.Ada, "DELETE", $"{deal}/lines/{line}")).Status.ShouldBe(200);
        (await rest.Send(World.Ada, "GET", $"{deal}/lines")).Data.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task An_estimate_is_given_up()
    {
        var deal = await Deal(World.Ada);
        await rest.Send(World.Ada, "POST", $"{deal}/probability", """{"probability":0.9,"reason":"They have the budget"}""");

        (await rest.Send(World.Ben, "DELETE", $"{deal}/probability")).ShouldRefuse(404);
        (await rest.Send(World.Ada, "DELETE", $"{deal}/probability")).Status.ShouldBe(200);

        var read = (await rest.Send(World.Ada, "GET", deal)).Data;
        (Number(read, "probability"), read.GetProperty("probability_override").ValueKind).ShouldBe((0.2m, JsonValueKind.Null));
    }

    [Fact]
    public async Task Pipelines_are_put_into_an_order()
    {
        string[] present = [.. (await rest.Send(World.Admin, "GET", "pipelines")).Data.EnumerateArray().Select(row => row.GetProperty("id").GetString()!)];
        string[] wanted = [.. present.Reverse()];

        (await rest.Send(World.Mia, "POST", "pipelines/order", Order(wanted))).Data.GetProperty("moved").GetInt32().ShouldBeGreaterThan(0);
        (await rest.Send(World.Ada, "GET", "pipelines")).Data.EnumerateArray().Select(row => row.GetProperty("id").GetString()).ShouldBe(wanted);
        (await rest.Send(World.Mia, "POST", "pipelines/order", Order(present))).Status.ShouldBe(200);

        (await rest.Send(World.Mia, "POST", "pipelines/order", Order(present[0], present[0]))).ShouldRefuse(400, "VALIDATION_FAILED");
        (await rest.Send(World.Mia, "POST", "pipelines/order", Order("stg_1"))).ShouldRefuse(400, "VALIDATION_FAILED");
        (await rest.Send(World.Mia, "POST", "pipelines/order", "{}")).ShouldRefuse(400, "VALIDATION_FAILED");
        (await rest.Send(World.Mia, "POST", "pipelines/order", Order("pl_999999999"))).ShouldRefuse(404);
        var rivals = (await rest.Send(World.Rex, "GET", "pipelines")).Data[0].GetProperty("id").GetString()!;
        (await rest.Send(World.Mia, "POST", "pipelines/order", Order(rivals))).ShouldRefuse(404);
        (await rest.Send(World.Ada, "POST", "pipelines/order", Order(wanted))).ShouldRefuse(403, "ACCESS_DENIED");
    }

    private static string Order(params string[] ids) => JsonSerializer.Serialize(new { pipeline_ids = ids });

    private static string? Text(JsonElement row, string field) => row.GetProperty(field).GetString();

    private static decimal Number(JsonElement row, string field) => row.GetProperty(field).GetDecimal();

    private string Asking() => $$"""{"stage_id":"stg_{{World.Negotiation}}","reason":"They sign today"}""";

    private async Task<string> Deal(Person person)
    {
        var made = await rest.Send(person, "POST", "opportunities", $$"""{"name":"With parts","amount":1000,"stage_id":"stg_{{World.Qualified}}"}""");
        made.Status.ShouldBe(201, made.Body.ToString());
        return $"opportunities/{made.Id}";
    }
}
