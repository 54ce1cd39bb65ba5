using Microsoft.AspNetCore.Routing;

namespace CrmLive.Hub;

/// <summary>Generated from the route table: what each route does for who lacks the right, for a key of too few scopes, and for a repeat.</summary>
public sealed class RestMatrixTests(RestWorld rest) : IClassFixture<RestWorld>
{
    private static readonly string[] Order = ["PUT", "PATCH", "POST", "DELETE"];

    [Fact]
    public async Task Who_lacks_the_right_writes_nothing()
    {
        foreach (var (method, path, plural) in Operations().Where(operation => operation.Method != "GET"))
        {
            var id = await RestSamples.Create(rest, plural);
            var at = await RestSamples.At(rest, method, path, id);
            var tag = method == "PUT" ? "\"1\"" : null;
            var before = await rest.Events();
            var reply = await rest.Send(rest.World.Viewer, method, at, RestSamples.Body(rest, method, path), tag is null ? [] : [("If-Match", tag)]);

            // Whoever has asked may take it back; nobody else has anything to take back.
            reply.ShouldRefuse(path.EndsWith("/withdraw", StringComparison.Ordinal) ? 422 : 403);
            (await rest.Events()).ShouldBe(before, $"{method} {path}");
        }
    }

    [Fact]
    public async Task A_key_does_nothing_outside_its_scopes()
    {
        var key = await rest.Key(rest.World.Admin, "api_key.read");
        foreach (var (method, path, plural) in Operations())
        {
            var id = await RestSamples.Create(rest, plural);
            using var body = RestSamples.Body(rest, method, path) is { } json ? new StringContent(json, System.Text.Encoding.UTF8, "application/json") : null;
            var reply = await rest.Send(key, method, await RestSamples.At(rest, method, path, id), body, ("If-Match", "\"1\""));

            reply.Status.ShouldBe(403, $"{method} {path}: {reply.Body}");
        }
    }

    [Fact]
    public async Task A_repeat_with_the_same_key_gets_the_same_answer_and_changes_nothing()
    {
        foreach (var resource in Operations().Where(operation => operation.Method != "GET").GroupBy(operation => operation.Plural))
        {
            var id = await RestSamples.Create(rest, resource.Key);
            foreach (var (method, path, _) in resource.OrderBy(one => one.Path.EndsWith("/restore", StringComparison.Ordinal)).ThenBy(one => Array.IndexOf(Order, one.Method)))
            {
                var at = await RestSamples.At(rest, method, path, id);
                var tag = method == "PUT" ? (await rest.Send(rest.World.Admin, "GET", at)).ETag! : null;
                (string, string)[] headers = [("Idempotency-Key", $"repeat-{method}-{path}"), .. tag is null ? Array.Empty<(string, string)>() : [("If-Match", tag)]];
                var first = await rest.Send(rest.World.Admin, method, at, RestSamples.Body(rest, method, path), headers);
                first.Status.ShouldBeInRange(200, 299, $"{method} {path}: {first.Body}");
                var before = await rest.Events();
                var second = await rest.Send(rest.World.Admin, method, at, RestSamples.Body(rest, method, path), headers);

                second.Status.ShouldBe(first.Status, $"{method} {path}: {second.Body}");
                second.Data.ToString().ShouldBe(first.Data.ToString(), $"{method} {path}");
                second.ETag.ShouldBe(first.ETag, $"{method} {path}");
                (await rest.Events()).ShouldBe(before, $"{method} {path}");
            }
        }
    }

    [Fact]
    public async Task An_old_version_is_refused_wherever_one_can_be_given()
    {
        foreach (var (method, path, plural) in Operations().Where(operation => operation.Method != "GET" && operation.Path.Contains("{id}", StringComparison.Ordinal)))
        {
            var at = await RestSamples.At(rest, method, path, await RestSamples.Create(rest, plural));
            var body = RestSamples.Body(rest, method, path);
            if (path.EndsWith("/restore", StringComparison.Ordinal))
            {
                await rest.Send(rest.World.Admin, "DELETE", at[..^"/restore".Length]);
            }

            (await rest.Send(rest.World.Admin, method, at, body, ("If-Match", "\"77\""))).Status.ShouldBe(412, $"{method} {path}");
            (await rest.Send(rest.World.Admin, method, at, body, ("If-Match", "nonsense"))).ShouldRefuse(400, "VALIDATION_FAILED");
        }
    }

    private List<(string Method, string Path, string Plural)> Operations() => [.. rest.Routes.Select(route =>
    {
        var path = route.RoutePattern.RawText!.TrimStart('/')["api/v1/".Length..].TrimEnd('/');
        return (route.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods[0], path, path.Split('/')[0]);
    })];
}
