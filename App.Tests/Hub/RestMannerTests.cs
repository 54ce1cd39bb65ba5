using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.TestHost;

namespace CrmLive.Hub;

/// <summary>What clients expect of any REST interface, and words that say what to mend.</summary>
public sealed class RestMannerTests(RestWorld rest) : IClassFixture<RestWorld>
{
    [Fact]
    public async Task What_can_be_read_can_be_asked_for_its_head()
    {
        var path = $"opportunities/opp_{rest.World.AcmeRenewal}";
        var etag = (await rest.Send(rest.World.Ada, "GET", path)).ETag;

        using var head = await Ask(HttpMethod.Head, path);
        ((int)head.StatusCode).ShouldBe(200);
        head.Headers.ETag?.Tag.ShouldBe(etag);
        using var list = await Ask(HttpMethod.Head, "opportunities");
        ((int)list.StatusCode).ShouldBe(200);
        using var missing = await Ask(HttpMethod.Head, "opportunities/opp_1");
        ((int)missing.StatusCode).ShouldBe(404);
    }

    [Fact]
    public async Task Options_tell_the_methods_of_an_address()
    {
        using var reply = await Ask(HttpMethod.Options, "opportunities");

        ((int)reply.StatusCode).ShouldBe(204);
        reply.Content.Headers.Allow.ShouldContain("POST");
    }

    [Theory]
    [InlineData("accounts?limit=0", "limit", "out_of_range")]
    [InlineData("opportunities?limit=1000", "limit", "out_of_range")]
    [InlineData("pipelines?limit=0", "limit", "out_of_range")]
    [InlineData("pipelines?colour=red", "colour", "unknown")]
    [InlineData("opportunities?opened_to=9999-12-31", "opened_to", "type")]
    [InlineData("opportunities?closed_from=1969-12-31", "closed_from", "type")]
    [InlineData("accounts?owner_id=acc_1", "owner_id", "kind")]
    public async Task A_question_is_refused_in_the_words_of_the_interface(string path, string field, string code)
    {
        var problem = (await rest.Send(rest.World.Ada, "GET", path)).ShouldRefuse(400, "VALIDATION_FAILED").Body.GetProperty("details")[0];

        problem.GetProperty("field").GetString().ShouldBe(field);
        problem.GetProperty("code").GetString().ShouldBe(code);
    }

    [Theory]
    [InlineData("", "The body is empty. Send one JSON object.")]
    [InlineData("""{"name":"a","name":"b"}""", "A name stands twice in one object of the body. Keep one of them.")]
    [InlineData("""{"name":"a","parent_id":"ct_1"}""", "parent_id is the id of an account; it begins with acc_.")]
    [InlineData("""{"name":"a","owner_id":"ct_1"}""", "owner_id is the id of a user; it begins with usr_.")]
    public async Task A_body_is_refused_in_words_that_say_what_to_mend(string json, string message)
    {
        var reply = await rest.Send(await rest.Key(rest.World.Ada), "POST", "accounts", new StringContent(json, Encoding.UTF8, "application/json"));

        reply.ShouldRefuse(400).Body.GetProperty("message").GetString().ShouldBe(message);
    }

    private async Task<HttpResponseMessage> Ask(HttpMethod method, string path)
    {
        using var client = rest.World.App.GetTestClient();
        using var request = new HttpRequestMessage(method, "/api/v1/" + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await rest.Key(rest.World.Ada));
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
