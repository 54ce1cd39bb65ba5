using Microsoft.AspNetCore.Routing;

namespace CrmLive.Hub;

/// <summary>Generated from the route table: a route that is new and not told about here fails.</summary>
public sealed class RestIsolationTests(RestWorld rest) : IClassFixture<RestWorld>
{
    private const string Deal = """{"name":"x","amount":1}""";

    private static readonly Dictionary<string, string?> Bodies = new()
    {
        ["PUT"] = null,
        ["PATCH"] = """{"name":"x"}""",
        ["PATCH contacts"] = """{"last_name":"x"}""",
        ["PUT accounts"] = """{"name":"x"}""",
        ["PUT contacts"] = """{"last_name":"x"}""",
        ["PUT leads"] = """{"name":"x"}""",
        ["PUT products"] = """{"name":"x","list_price":1,"currency":"EUR"}""",
        ["PUT opportunities"] = Deal,
        ["POST assign"] = """{"owner_id":null}""",
        ["POST restore"] = "",
        ["POST contacts"] = """{"contact_id":"ct_1","role":"user"}""",
        ["POST lines"] = """{"product_id":"prd_1"}""",
        ["PATCH {contact}"] = """{"role":"user"}""",
        ["PATCH {line}"] = """{"quantity":2}""",
        ["POST exceptions"] = """{"stage_id":"stg_1","reason":"x"}""",
        ["POST approve"] = "{}",
        ["POST decline"] = "{}",
        ["POST withdraw"] = "",
        ["POST probability"] = """{"probability":0.5,"reason":"x"}""",
    };

    [Fact]
    public async Task A_record_of_another_tenant_is_as_one_that_does_not_exist()
    {
        var routes = rest.Routes.Where(route => route.RoutePattern.Parameters.Count > 0).ToList();
        routes.Count.ShouldBeGreaterThan(20);
        foreach (var route in routes)
        {
            await Try(route);
        }
    }

    [Fact]
    public async Task A_list_holds_nothing_of_another_tenant()
    {
        foreach (var route in rest.Routes.Where(route => route.RoutePattern.Parameters.Count == 0 && Method(route) == "GET"))
        {
            var reply = await rest.Send(rest.World.Admin, "GET", Plural(route));

            reply.Status.ShouldBe(200);
            reply.Data.GetArrayLength().ShouldBeGreaterThan(0);
            reply.Body.ToString().ShouldNotContain("Secret");
        }
    }

    [Fact]
    public async Task A_reference_into_another_tenant_is_unknown()
    {
        var world = rest.World;

        var reply = await rest.Send(
            world.Admin, "POST", "opportunities", $$"""{"name":"x","amount":1,"stage_id":"stg_{{world.Proposal}}","account_id":"acc_{{world.RivalAccount}}"}""");

        reply.ShouldRefuse(400, "VALIDATION_FAILED");
    }

    private async Task Try(RouteEndpoint route)
    {
        var (plural, method) = (Plural(route), Method(route));
        var (strange, missing) = await Ids(plural);
        var raw = route.RoutePattern.RawText!.TrimStart('/')["api/v1/".Length..];
        var pattern = raw.Replace("{line}", "1", StringComparison.Ordinal).Replace("{contact}", "ct_1", StringComparison.Ordinal).Replace("{exception}", "apr_1", StringComparison.Ordinal)
            .Replace("{stage}", "stg_1", StringComparison.Ordinal);
        var json = Body(method, plural, raw.Split('/')[^1]);
        var others = await rest.Send(rest.World.Admin, method, pattern.Replace("{id}", strange, StringComparison.Ordinal), json, ("If-Match", "\"1\""));
        var none = await rest.Send(rest.World.Admin, method, pattern.Replace("{id}", missing, StringComparison.Ordinal), json, ("If-Match", "\"1\""));

        others.ShouldRefuse(404, "NOT_FOUND");
        Plain(others, strange).ShouldBe(Plain(none, missing), $"{method} {pattern}");
    }

    private string? Body(string method, string plural, string last) => method is "GET" or "DELETE" ? null
        : last == "move" ? $$"""{"stage_id":"stg_{{rest.World.Won}}"}"""
        : Bodies.TryGetValue($"{method} {last}", out var byVerb) ? byVerb is "" ? null : byVerb
        : Bodies.TryGetValue($"{method} {plural}", out var byResource) ? byResource
        : Bodies.TryGetValue(method, out var any) && any is not null ? any
        : throw new InvalidOperationException($"Say what {method} {plural}/{last} is sent, so that its isolation is tested.");

    private async Task<(string Strange, string Missing)> Ids(string plural)
    {
        var world = rest.World;
        var kind = plural switch
        {
            "opportunities" => RecordKind.Deal,
            "pipelines" => RecordKind.Pipeline,
            _ => RecordTypes.All.Single(type => type.Path == plural).Kind,
        };
        var list = await rest.Send(world.Rex, "GET", plural);
        return (list.Data[0].GetProperty("id").GetString()!, new RecordId(kind, 999_999_999).ToString());
    }

    private static string Plain(RestReply reply, string id) => reply.Body.ToString()
        .Replace(reply.Body.GetProperty("trace_id").GetString()!, "", StringComparison.Ordinal)
        .Replace(id, "", StringComparison.Ordinal);

    private static string Plural(RouteEndpoint route) => route.RoutePattern.RawText!.TrimStart('/').Split('/')[2];

    private static string Method(RouteEndpoint route) => route.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods[0];
}
