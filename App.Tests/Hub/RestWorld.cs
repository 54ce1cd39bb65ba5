using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CrmLive.Access;
using CrmLive.Pipeline;
using CrmLive.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using TestServer = CrmLive.Support.TestServer;

namespace CrmLive.Hub;

/// <summary>The program serving REST in this process, and the cast with an API key each.</summary>
public sealed class RestWorld(TestServer server) : IAsyncLifetime
{
    private readonly Dictionary<Person, string> _secrets = [];

    public World World { get; } = new(server);

    public IEnumerable<RouteEndpoint> Routes => ((IEndpointRouteBuilder)World.App).DataSources
        .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        .Where(route => route.RoutePattern.RawText!.TrimStart('/').StartsWith("api/v1", StringComparison.Ordinal));

    public static string AllScopes => string.Join(' ', Catalogue.Actions.SelectMany(entity => entity.Value.Select(action => $"{entity.Key}.{action}")));

    public async ValueTask InitializeAsync()
    {
        await World.InitializeAsync();
        await World.App.StartAsync();

        // So that there is something to make an exception from.
        var sales = await World.As(World.Admin, new GetPipeline(World.SalesPipeline));
        await World.As(World.Admin, new EditPipeline(
            World.SalesPipeline, sales.Design() with { Rules = [new RuleDesign(null, new RuleTerms(StageCheck.MostAmount, RuleStrength.Hard, World.Negotiation, 500m))] }));
    }

    public async Task<string> Key(Person person, string? scopes = null)
    {
        await using var db = World.Look(person.TenantId);
        var email = await db.Users.Where(user => user.Id == person.Id).Select(user => user.Email).SingleAsync();
        return (await World.AsSoftware(person.TenantId, new CreateApiKey(email, (scopes ?? AllScopes).Split(' ')))).Secret;
    }

    public async Task<RestReply> Send(Person person, string method, string path, string? json = null, params (string Name, string Value)[] headers)
    {
        if (!_secrets.TryGetValue(person, out var secret))
        {
            _secrets[person] = secret = await Key(person);
        }

        return await Send(secret, method, path, json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"), headers);
    }

    public async Task<RestReply> Send(string? secret, string method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var client = World.App.GetTestClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/v1/" + path) { Content = content };
        if (secret is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        }

        using var response = await client.SendAsync(request);
        return new RestReply(
            (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, response.Headers.ETag?.Tag, response.Headers.ToString(),
            await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    /// <summary>How much has been changed by way of REST; workers go on meanwhile.</summary>
    public async Task<long> Events()
    {
        await using var db = World.Look();
        return await db.Events.LongCountAsync(happened => happened.Origin == "rest");
    }

    public async ValueTask DisposeAsync()
    {
        await World.App.StopAsync();
        await World.DisposeAsync();
    }
}

/// <summary>An answer of the REST interface.</summary>
public sealed record RestReply(int Status, string? MediaType, string? ETag, string Headers, JsonElement Body)
{
    public JsonElement Data => Body.GetProperty("data");

    public string Code => Body.GetProperty("code").GetString()!;

    public string Id => Data.GetProperty("id").GetString()!;

    /// <summary>Asserts the one error shape, and returns this.</summary>
    public RestReply ShouldRefuse(int status, string? code = null)
    {
        Status.ShouldBe(status, Body.ToString());
        MediaType.ShouldBe("application/problem+json");
        Body.EnumerateObject().Select(field => field.Name)
            .ShouldBe(["type", "title", "status", "code", "message", "details", "trace_id"], ignoreOrder: true);
        Body.GetProperty("status").GetInt32().ShouldBe(status);
        Body.GetProperty("trace_id").GetString()!.Length.ShouldBe(32);
        Headers.ShouldContain(Body.GetProperty("trace_id").GetString()!);
        if (code is not null)
        {
            Code.ShouldBe(code);
        }

        return this;
    }
}
