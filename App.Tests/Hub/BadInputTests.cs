using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CrmLive.Support;

namespace CrmLive.Hub;

public sealed class BadInputTests(RestWorld rest) : IClassFixture<RestWorld>
{
    [Theory]
    [InlineData("{", 400, "BROKEN_JSON")]
    [InlineData("", 400, "BROKEN_JSON")]
    [InlineData("[]", 400, "BROKEN_JSON")]
    [InlineData("null", 400, "BROKEN_JSON")]
    [InlineData("""{"name":"a","name":"b"}""", 400, "BROKEN_JSON")]
    [InlineData("""{"name":1}""", 400, "VALIDATION_FAILED")]
    [InlineData("""{"name":"a","nonsense":1}""", 400, "VALIDATION_FAILED")]
    [InlineData("""{"name":"a","employees":99999999999}""", 400, "VALIDATION_FAILED")]
    [InlineData("""{"name":"a","annual_revenue":1e40,"revenue_currency":"EUR"}""", 400, "VALIDATION_FAILED")]
    [InlineData("""{"name":"a","annual_revenue":1e25,"revenue_currency":"EUR"}""", 422, "FIELD_INVALID")]
    [InlineData("""{"name":"a","owner_id":"ct_1"}""", 400, "VALIDATION_FAILED")]
    [InlineData("""{"name":"a","parent_id":"1"}""", 400, "VALIDATION_FAILED")]
    [InlineData("""{"name":"\ud800"}""", 400, "VALIDATION_FAILED")]
    [InlineData("""{"name":"a\u0000b"}""", 400, "VALIDATION_FAILED")]
    [InlineData("{}", 422, "FIELD_REQUIRED")]
    public async Task A_body_that_does_not_fit_is_refused_and_nothing_is_written(string json, int status, string code)
    {
        var key = await rest.Key(rest.World.Ada);
        var before = await rest.Events();

        (await rest.Send(key, "POST", "accounts", new StringContent(json, Encoding.UTF8, "application/json"))).ShouldRefuse(status, code);

        (await rest.Events()).ShouldBe(before);
    }

    [Theory]
    [InlineData("accounts?limit=0")]
    [InlineData("accounts?limit=201")]
    [InlineData("accounts?limit=many")]
    [InlineData("accounts?limit=1&limit=2")]
    [InlineData("accounts?nonsense=1")]
    [InlineData("accounts?sort=secret")]
    [InlineData("accounts?cursor=nonsense")]
    [InlineData("accounts?cursor=eyJWYWx1ZSI6Ilx1MDAwMCIsIklkIjoxfQ")]
    [InlineData("accounts?sort=updated_at&cursor=eyJWYWx1ZSI6ImEiLCJJZCI6MX0")]
    [InlineData("accounts?search=%00")]
    [InlineData("accounts?owner_id=acc_1")]
    [InlineData("opportunities?outcome=maybe")]
    [InlineData("opportunities?stage_id=stg_-1")]
    public async Task A_question_that_makes_no_sense_is_refused(string path) =>
        (await rest.Send(rest.World.Ada, "GET", path)).ShouldRefuse(400, "VALIDATION_FAILED");

    [Theory]
    [InlineData("GET", "nothing", 404)]
    [InlineData("GET", "accounts/ct_1", 404)]
    [InlineData("GET", "accounts/..%2F..%2Fetc", 404)]
    [InlineData("DELETE", "accounts", 405)]
    public async Task What_is_not_there_is_refused_in_the_same_shape(string method, string path, int status) =>
        (await rest.Send(rest.World.Ada, method, path)).ShouldRefuse(status);

    [Fact]
    public async Task Text_and_huge_bodies_are_refused()
    {
        var key = await rest.Key(rest.World.Ada);
        (await rest.Send(key, "POST", "accounts", new StringContent("name=a"))).ShouldRefuse(415, "UNSUPPORTED_MEDIA_TYPE");
        (await rest.Send(key, "POST", "accounts", new StringContent(new string(' ', 10 * 1024 * 1024), Encoding.UTF8, "application/json")))
            .ShouldRefuse(413, "BODY_TOO_LARGE");
        (await rest.Send(key, "POST", "accounts", new StringContent("{}", Encoding.UTF8, "application/json"), ("Idempotency-Key", new string('k', 256))))
            .ShouldRefuse(400, "VALIDATION_FAILED");
    }

    [Fact]
    public async Task Naughty_strings_are_kept_or_refused_but_never_break_anything()
    {
        var path = Repository.PathOf("..", "shared", "data", "text", "blns.json");
        Assert.SkipUnless(File.Exists(path), "The list of naughty strings is not here.");
        foreach (var text in JsonSerializer.Deserialize<string[]>(await File.ReadAllTextAsync(path))!)
        {
            var written = await rest.Send(rest.World.Ada, "POST", "contacts", JsonSerializer.Serialize(new { last_name = text }));
            if (written.Status == 201)
            {
                var read = await rest.Send(rest.World.Ada, "GET", "contacts/" + written.Id);
                read.Data.GetProperty("last_name").GetString().ShouldBe(Seen(text));
            }
            else
            {
                written.ShouldRefuse(422);
            }

            (await rest.Send(rest.World.Ada, "GET", "contacts?limit=1&search=" + Uri.EscapeDataString(text))).Status.ShouldBeOneOf([200, 400], text);
        }
    }

    // A name is kept in one form of Unicode, in one line and without marks of no width.
    private static string Seen(string text) =>
        Regex.Replace(Regex.Replace(text, "[\u00AD\u180E\u200B\uFEFF\u202A-\u202E\u2060-\u2069]", ""), "[\n\r\t\u2028\u2029]", " ").Normalize(NormalizationForm.FormC).Trim();
}
