using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.TestHost;

namespace CrmLive.Hub;

/// <summary>What spares clients a second question, and what protects them from an answer that they did not mean.</summary>
public sealed class RestComfortTests(RestWorld rest) : IClassFixture<RestWorld>
{
    [Theory]
    [InlineData("accounts")]
    [InlineData("contacts")]
    [InlineData("products")]
    [InlineData("opportunities")]
    [InlineData("pipelines")]
    public async Task Who_has_read_a_version_is_spared_its_body(string plural)
    {
        var path = $"{plural}/{await RestSamples.Create(rest, plural)}";
        var tag = (await rest.Send(rest.World.Admin, "GET", path)).ETag!;

        (await Ask(path, tag)).ShouldBe((HttpStatusCode.NotModified, tag, 0));
        (await Ask(path, $"\"77\", W/{tag}")).ShouldBe((HttpStatusCode.NotModified, tag, 0));
        (await Ask(path, "*")).Status.ShouldBe(HttpStatusCode.NotModified);
        (await Ask(path, "\"77\"")).Status.ShouldBe(HttpStatusCode.OK);
        (await Ask(path, "nonsense")).Status.ShouldBe(HttpStatusCode.OK);
        (await Ask(path + "0000", tag)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Two_versions_are_no_version()
    {
        var path = $"accounts/{await RestSamples.Create(rest, "accounts")}";

        foreach (var other in new[] { "\"1\"", "\"77\"", "*" })
        {
            (await rest.Send(rest.World.Admin, "PATCH", path, """{"name":"Twice"}""", ("If-Match", "\"1\""), ("If-Match", other))).ShouldRefuse(400, "VALIDATION_FAILED");
        }

        (await rest.Send(rest.World.Admin, "GET", path)).ETag.ShouldBe("\"1\"");
    }

    [Theory]
    [InlineData("accounts", """{"website":"x","employees":-1,"founded_year":7,"annual_revenue":-1}""", 422, "name", "employees", "founded_year", "annual_revenue", "revenue_currency")]
    [InlineData("contacts", """{"email":"nobody"}""", 422, "last_name", "email")]
    [InlineData("products", """{"list_price":-1}""", 422, "name", "list_price", "currency")]
    [InlineData("opportunities", """{"amount":"much","expected_close":"0026-01-31","account_id":"ct_1","colour":"red"}""", 400, "stage_id", "amount", "expected_close", "account_id", "colour")]
    [InlineData("opportunities", """{"stage_id":"{stage}","amount":-1}""", 422, "name", "amount")]
    public async Task A_body_is_refused_with_all_that_is_wrong(string plural, string json, int status, params string[] fields)
    {
        var refused = await rest.Send(rest.World.Admin, "POST", plural, json.Replace("{stage}", $"stg_{rest.World.Qualified}", StringComparison.Ordinal));

        refused.ShouldRefuse(status, status == 400 ? "VALIDATION_FAILED" : "FIELDS_INVALID");
        refused.Body.GetProperty("details").EnumerateArray().Select(detail => detail.GetProperty("field").GetString()).ShouldBe(fields, ignoreOrder: true);
        refused.Body.GetProperty("details").EnumerateArray().ShouldAllBe(detail => detail.GetProperty("message").GetString()!.Length > 10);
    }

    [Theory]
    [InlineData("opportunities?opened_to=2199-12-31", 200)]
    [InlineData("opportunities?closed_to=9999-12-31", 400)]
    [InlineData("opportunities?due_from=0001-01-01", 400)]
    [InlineData("pipelines/{pipeline}/metrics?to=0001-06-01", 400)]
    [InlineData("pipelines/{pipeline}/metrics?from=2190-01-01&to=2199-12-31", 200)]
    [InlineData("pipelines/{pipeline}/metrics?to=1970-01-01", 200)]
    public async Task Days_that_no_calendar_of_ours_holds_are_refused(string path, int status) =>
        (await rest.Send(rest.World.Mia, "GET", path.Replace("{pipeline}", $"pl_{rest.World.SalesPipeline}", StringComparison.Ordinal))).Status.ShouldBe(status);

    [Theory]
    [InlineData("accounts", """{"name":"Repeated"}""")]
    [InlineData("contacts", """{"title":"Repeated"}""")]
    [InlineData("products", """{"series":"Repeated"}""")]
    [InlineData("opportunities", """{"next_step":"Repeated"}""")]
    [InlineData("pipelines", """{"name":"Repeated"}""")]
    public async Task A_repeated_change_gets_its_first_answer_although_the_record_is_gone(string plural, string json)
    {
        var (admin, path) = (rest.World.Admin, $"{plural}/{await RestSamples.Create(rest, plural)}");
        var key = ("Idempotency-Key", $"gone-{plural}");
        var first = await rest.Send(admin, "PATCH", path, json, key);
        first.Status.ShouldBe(200, first.Body.ToString());
        (await rest.Send(admin, "DELETE", path)).Status.ShouldBe(200);

        var again = await rest.Send(admin, "PATCH", path, json, key);

        (again.Status, again.ETag, again.Data.ToString()).ShouldBe((200, first.ETag, first.Data.ToString()));
        (await rest.Send(admin, "PATCH", path, """{"name":"Other"}""", key)).ShouldRefuse(409, "IDEMPOTENCY_CONFLICT");
        (await rest.Send(rest.World.Mia, "PATCH", path, json, key)).ShouldRefuse(404);
    }

    [Fact]
    public async Task Parts_of_an_opportunity_get_their_first_answer_too()
    {
        var admin = rest.World.Admin;
        var line = await RestSamples.At(rest, "PATCH", "opportunities/{id}/lines/{line}", "");
        var contact = await RestSamples.At(rest, "PATCH", "opportunities/{id}/contacts/{contact}", "");
        foreach (var (path, json) in new[] { (line, """{"quantity":9}"""), (contact, """{"role":"legal"}""") })
        {
            var first = await rest.Send(admin, "PATCH", path, json, ("Idempotency-Key", path));
            await rest.Send(admin, "DELETE", path);

            (await rest.Send(admin, "PATCH", path, json, ("Idempotency-Key", path))).Data.ToString().ShouldBe(first.Data.ToString());
        }
    }

    [Fact]
    public async Task What_is_added_to_an_opportunity_answers_with_its_version()
    {
        var path = $"opportunities/{await RestSamples.Create(rest, "opportunities")}";
        foreach (var part in new[] { "lines", "exceptions", "contacts" })
        {
            var added = await rest.Send(rest.World.Admin, "POST", $"{path}/{part}", RestSamples.Body(rest, "POST", $"opportunities/{{id}}/{part}"));

            added.ETag.ShouldBe((await rest.Send(rest.World.Admin, "GET", path)).ETag, part);
            (added.Id, $"\"{added.Data.GetProperty("version")}\"").ShouldBe((path.Split('/')[1], added.ETag), part);
        }
    }

    [Fact]
    public async Task Two_who_make_the_same_at_the_same_moment_are_both_answered_in_words()
    {
        for (var round = 0; round < 5; round++)
        {
            var body = $$"""{"name":"Same {{round}}","currency":"EUR","stages":[{"name":"New"},{"name":"Won","outcome":"won"}]}""";
            var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => rest.Send(rest.World.Admin, "POST", "pipelines", body)));

            replies.Count(reply => reply.Status == 201).ShouldBe(1);
            foreach (var refused in replies.Where(reply => reply.Status != 201))
            {
                refused.ShouldRefuse(400, "VALIDATION_FAILED").Body.GetProperty("details")[0].GetProperty("code").GetString().ShouldBe("taken");
            }
        }
    }

    [Fact]
    public async Task Two_who_involve_the_same_contact_at_the_same_moment_have_both_done_so()
    {
        var path = $"opportunities/{await RestSamples.Create(rest, "opportunities")}/contacts";
        var body = $$"""{"contact_id":"ct_{{rest.World.Contact("siri@fjord.example")}}","role":"legal"}""";

        var replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => rest.Send(rest.World.Admin, "POST", path, body)));

        replies.ShouldAllBe(reply => reply.Status == 200);
        (await rest.Send(rest.World.Admin, "GET", path)).Data.GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task The_description_says_where_a_version_is_taken_and_where_it_has_to_be()
    {
        using var client = rest.World.App.GetTestClient();
        var text = await client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken);
        var paths = JsonDocument.Parse(text).RootElement.GetProperty("paths");

        Header(paths, "/api/v1/opportunities/{id}/move", "post", "If-Match").ShouldBe(false);
        Header(paths, "/api/v1/opportunities/{id}/lines", "post", "If-Match").ShouldBe(false);
        Header(paths, "/api/v1/accounts/{id}/restore", "post", "If-Match").ShouldBe(false);
        Header(paths, "/api/v1/accounts/{id}", "put", "If-Match").ShouldBe(true);
        Header(paths, "/api/v1/accounts", "post", "If-Match").ShouldBeNull();
        Header(paths, "/api/v1/accounts/{id}", "get", "If-None-Match").ShouldBe(false);
        Header(paths, "/api/v1/accounts", "get", "If-None-Match").ShouldBeNull();
    }

    // Whether the header is required; null where there is none.
    private static bool? Header(JsonElement paths, string path, string method, string name) => paths.GetProperty(path).GetProperty(method).GetProperty("parameters").EnumerateArray()
        .Where(parameter => parameter.GetProperty("name").GetString() == name)
        .Select(parameter => (bool?)(parameter.TryGetProperty("required", out var required) && required.GetBoolean())).SingleOrDefault();

    private async Task<(HttpStatusCode Status, string? Tag, int Length)> Ask(string path, string tag)
    {
        using var client = rest.World.App.GetTestClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/" + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await rest.Key(rest.World.Admin));
        request.Headers.TryAddWithoutValidation("If-None-Match", tag).ShouldBeTrue();
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, response.Headers.ETag?.Tag, (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length);
    }
}
