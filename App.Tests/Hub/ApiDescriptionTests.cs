using System.Text.Json;
using Microsoft.AspNetCore.TestHost;

namespace CrmLive.Hub;

/// <summary>What <c>/openapi/v1.json</c> shows and promises, held against itself and against what the program answers.</summary>
public sealed class ApiDescriptionTests(RestWorld rest) : IClassFixture<RestWorld>
{
    private static readonly string[] Order = ["GET", "PUT", "PATCH", "POST", "DELETE"];

    [Fact]
    public async Task Every_operation_shows_requests_and_answers_that_fit_its_schemas()
    {
        var (check, operations) = await Read();
        operations.Count.ShouldBeGreaterThan(30);
        var faults = new List<string>();
        foreach (var operation in operations)
        {
            (operation.Bodies.Count > 0 || operation.Method is not ("PUT" or "PATCH")).ShouldBeTrue($"{operation} describes no body");
            foreach (var (place, body) in operation.Bodies.Concat(operation.Answers.SelectMany(answer => answer.Value.Select(media => ($"{answer.Key} {media.Name}", media.Body)))))
            {
                faults.AddRange(body.TryGetProperty("example", out var example)
                    ? check.Faults(body.GetProperty("schema"), example).Select(fault => $"{operation} {place}: {fault}")
                    : [$"{operation} {place}: no example"]);
            }
        }

        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_succeeds_answers_as_described()
    {
        var (check, operations) = await Read();
        foreach (var resource in operations.GroupBy(operation => operation.Plural))
        {
            var id = await RestSamples.Create(rest, resource.Key);
            foreach (var operation in resource.OrderBy(one => one.Path.EndsWith("/restore", StringComparison.Ordinal)).ThenBy(one => Array.IndexOf(Order, one.Method)))
            {
                var path = await RestSamples.At(rest, operation.Method, operation.Path, id);
                var tag = operation.Method == "PUT" ? (await rest.Send(rest.World.Admin, "GET", path)).ETag : null;
                var reply = await rest.Send(
                    rest.World.Admin, operation.Method, path, RestSamples.Body(rest, operation.Method, operation.Path), tag is null ? [] : [("If-Match", tag)]);

                reply.Status.ShouldBeInRange(200, 299, $"{operation}: {reply.Body}");
                Fits(check, operation, reply);
            }
        }
    }

    [Fact]
    public async Task What_is_refused_answers_as_described()
    {
        var (check, operations) = await Read();
        foreach (var operation in operations)
        {
            var path = operation.Path.Replace("{id}", "acc_999999999", StringComparison.Ordinal)
                .Replace("{line}", "1", StringComparison.Ordinal).Replace("{contact}", "ct_1", StringComparison.Ordinal).Replace("{exception}", "apr_1", StringComparison.Ordinal)
                .Replace("{stage}", "stg_1", StringComparison.Ordinal);

            // Who knocks without a key is let try only so often, and there are more operations than that.
            Fits(check, operation, await rest.Send(secret: null, operation.Method, path)).Status.ShouldBeOneOf(401, 429);
            if (operation.Bodies.Count > 0)
            {
                Fits(check, operation, await rest.Send(rest.World.Admin, operation.Method, path, """{"nonsense":1}""")).Status.ShouldBeInRange(400, 404);
                Fits(check, operation, await rest.Send(rest.World.Admin, operation.Method, path, "{")).Status.ShouldBeInRange(400, 404);
            }
            else if (path != operation.Path)
            {
                Fits(check, operation, await rest.Send(rest.World.Admin, operation.Method, path)).Status.ShouldBe(404);
            }
            else
            {
                Fits(check, operation, await rest.Send(rest.World.Sam, operation.Method, path + "?nonsense=1"));
            }
        }
    }

    private static RestReply Fits(SchemaCheck check, ApiOperation operation, RestReply reply)
    {
        operation.Answers.Keys.ShouldContain($"{reply.Status}", $"{operation}: {reply.Body}");
        var described = operation.Answers[$"{reply.Status}"].Single(media => media.Name == reply.MediaType);
        check.Faults(described.Body.GetProperty("schema"), reply.Body).ShouldBeEmpty($"{operation} {reply.Status}: {reply.Body}");
        return reply;
    }

    private async Task<(SchemaCheck Check, List<ApiOperation> Operations)> Read()
    {
        using var client = rest.World.App.GetTestClient();
        var text = await client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken);
        var document = JsonDocument.Parse(text).RootElement;
        var check = new SchemaCheck(document);
        return (check, [.. document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()
            .Where(operation => operation.Value.ValueKind == JsonValueKind.Object && operation.Value.TryGetProperty("responses", out _))
            .Select(operation => ApiOperation.Of(path.Name, operation, check)))]);
    }
}

/// <summary>An operation of the description: where it is, what it takes, and what it answers by status.</summary>
public sealed record ApiOperation(
    string Method, string Path, IReadOnlyList<(string Name, JsonElement Body)> Bodies, IReadOnlyDictionary<string, List<(string Name, JsonElement Body)>> Answers)
{
    public string Plural => Path.Split('/')[0];

    public static ApiOperation Of(string path, JsonProperty operation, SchemaCheck check) => new(
        operation.Name.ToUpperInvariant(),
        path["/api/v1/".Length..],
        operation.Value.TryGetProperty("requestBody", out var body) ? Contents(check.Resolve(body)) : [],
        operation.Value.GetProperty("responses").EnumerateObject().ToDictionary(answer => answer.Name, answer => Contents(check.Resolve(answer.Value))));

    public override string ToString() => $"{Method} {Path}";

    private static List<(string Name, JsonElement Body)> Contents(JsonElement element) =>
        element.TryGetProperty("content", out var content) ? [.. content.EnumerateObject().Select(media => (media.Name, media.Value))] : [];
}
