using System.Text;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Hub;

/// <summary>Bytes that are no text are decoded as their charset says, or refused; never replaced. Generated over every route that takes JSON.</summary>
public sealed class BodyTextTests(RestWorld rest) : IClassFixture<RestWorld>
{
    private const string Name = "Göbel & Çelik";

    private string? _key;

    private IEnumerable<(string Method, string Path)> Bodies =>
        from route in rest.World.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where route.Metadata.GetMetadata<IAcceptsMetadata>() is { } accepts && accepts.ContentTypes.Contains("application/json")
        from method in route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
        select (method, Of(route.RoutePattern.RawText!));

    [Theory]
    [InlineData("iso-8859-1")]
    [InlineData("windows-1252")]
    [InlineData("utf-16")]
    [InlineData("\"UTF-8\"")]
    public async Task A_body_is_decoded_as_its_charset_says(string charset)
    {
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding(charset) ?? Encoding.GetEncoding(charset.Trim('"'));

        var reply = await Post("POST", "accounts", bytes.GetBytes($$"""{"name":"{{Name}} {{charset.Trim('"')}}"}"""), $"application/json; charset={charset}");

        reply.Status.ShouldBe(201, reply.Body.ToString());
        (await rest.Send(rest.World.Ada, "GET", "accounts/" + reply.Id)).Data.GetProperty("name").GetString().ShouldBe($"{Name} {charset.Trim('"')}");
    }

    [Fact]
    public async Task A_mark_of_utf_8_before_the_body_is_no_part_of_it() =>
        (await Post("POST", "accounts", [0xEF, 0xBB, 0xBF, .. "{\"name\":\"Marked\"}"u8], "application/json")).Status.ShouldBe(201);

    [Theory]
    [InlineData("application/json", 400)]
    [InlineData("application/json; charset=utf-8", 400)]
    [InlineData("application/json; charset=us-ascii", 400)]
    [InlineData("application/json; charset=nonsense", 415)]
    [InlineData("application/json; charset=utf-7", 415)]
    public async Task A_body_that_is_not_written_in_its_charset_is_refused(string contentType, int status) =>
        (await Post("POST", "accounts", Encoding.Latin1.GetBytes($$"""{"name":"{{Name}}"}"""), contentType)).ShouldRefuse(status);

    [Fact]
    public async Task Every_body_refuses_what_is_no_text_and_nothing_is_stored()
    {
        var before = await rest.Events();
        var bodies = Bodies.ToList();
        bodies.Count.ShouldBeGreaterThan(20);
        foreach (var (method, path) in bodies)
        {
            foreach (var json in Broken())
            {
                var reply = await Post(method, path, json, "application/json");
                reply.Status.ShouldBe(400, $"{method} {path} {Encoding.Latin1.GetString(json)[..Math.Min(40, json.Length)]}: {reply.Body}");
                reply.ShouldRefuse(400);
            }

            foreach (var json in Huge())
            {
                // A PATCH looks for the record first.
                (await Post(method, path, json, "application/json")).Status.ShouldBeOneOf([400, 404], $"{method} {path}");
            }
        }

        (await rest.Events()).ShouldBe(before);
    }

    private static IEnumerable<byte[]> Broken()
    {
        yield return Encoding.Latin1.GetBytes($$"""{"name":"{{Name}}"}""");
        yield return Encoding.Latin1.GetBytes("""{"näme":"a"}""");
        yield return "{\"name\":\"\\ud800\"}"u8.ToArray();
        yield return "{\"\\udc00\":1}"u8.ToArray();
        yield return "{\"name\":\"a\\u0000\"}"u8.ToArray();
        yield return "{\"name\":[\"\\ud83d\"]}"u8.ToArray();
        yield return "{\"name\":\"a\",\"name\":\"b\"}"u8.ToArray();
        yield return Encoding.ASCII.GetBytes("{\"name\":" + new string('[', 5_000) + new string(']', 5_000) + "}");
    }

    private static IEnumerable<byte[]> Huge()
    {
        yield return Encoding.ASCII.GetBytes("{\"amount\":1" + new string('0', 5_000) + "}");
        yield return "{\"version\":1e999999999,\"amount\":-1e999999999}"u8.ToArray();
    }

    private async Task<RestReply> Post(string method, string path, byte[] json, string contentType)
    {
        using var body = new ByteArrayContent(json);
        body.Headers.TryAddWithoutValidation("Content-Type", contentType).ShouldBeTrue();
        return await rest.Send(await Key(), method, path, body, ("If-Match", "\"1\""));
    }

    private async Task<string> Key() => _key ??= await rest.Key(rest.World.Admin);

    // Whatever record is meant: a body is read before it is looked for.
    private static string Of(string route) =>
        string.Join('/', route.Trim('/').Split('/').Skip(2).Select(step => step.StartsWith('{') ? "opp_1" : step));
}
