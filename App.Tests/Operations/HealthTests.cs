using System.Net.Http.Json;
using System.Text.Json;
using CrmLive.Hub;
using Microsoft.AspNetCore.TestHost;

namespace CrmLive.Operations;

public sealed class HealthTests(RestWorld rest) : IClassFixture<RestWorld>
{
    [Fact]
    public async Task Every_part_says_how_it_is()
    {
        using var client = rest.World.App.GetTestClient();

        using var response = await client.GetAsync("/health", TestContext.Current.CancellationToken);

        response.IsSuccessStatusCode.ShouldBeTrue();
        response.Headers.GetValues("X-Trace-Id").Single().Length.ShouldBe(32);
        var health = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        health.GetProperty("status").GetString().ShouldBeOneOf("ok", "degraded");
        health.GetProperty("services").GetProperty("db").GetString().ShouldBe("up");
        health.GetProperty("services").EnumerateObject().Select(part => part.Name).ShouldBe(["audit", "db", "queue"]);
    }

    [Fact]
    public async Task A_node_that_leaves_is_alive_but_not_ready()
    {
        using var client = rest.World.App.GetTestClient();
        ((int)(await client.GetAsync("/health/ready", TestContext.Current.CancellationToken)).StatusCode).ShouldBe(200);

        rest.World.App.Lifetime.StopApplication();

        ((int)(await client.GetAsync("/health/ready", TestContext.Current.CancellationToken)).StatusCode).ShouldBe(503);
        ((int)(await client.GetAsync("/health/live", TestContext.Current.CancellationToken)).StatusCode).ShouldBe(200);
    }
}
