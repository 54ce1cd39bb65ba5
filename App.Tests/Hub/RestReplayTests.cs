using System.Net;
using System.Text;
using CrmLive.Access;
using CrmLive.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Hub;

/// <summary>What an idempotency key stands for, who gets its answer again, and that strangers cost the known nothing.</summary>
public sealed class RestReplayTests(RestWorld rest) : IClassFixture<RestWorld>
{
    [Theory]
    [InlineData("POST", "opportunities/{deal}/probability", """{"probability":0.7,"reason":"They said so"}""")]
    [InlineData("PATCH", "accounts/{account}", """{"website":"https://again.example"}""")]
    public async Task The_version_that_was_seen_is_part_of_what_the_key_stands_for(string method, string path, string body)
    {
        path = At(path);
        var key = ("Idempotency-Key", $"version {method}".Replace(' ', '-'));
        var seen = (await rest.Send(rest.World.Mia, "GET", path.Replace("/probability", "", StringComparison.Ordinal))).ETag!;

        var first = await rest.Send(rest.World.Mia, method, path, body, key, ("If-Match", seen));

        first.Status.ShouldBe(200, first.Body.ToString());
        (await rest.Send(rest.World.Mia, method, path, body, key, ("If-Match", seen))).ETag.ShouldBe(first.ETag);
        (await rest.Send(rest.World.Mia, method, path, body, key, ("If-Match", "\"999\""))).ShouldRefuse(409, "IDEMPOTENCY_CONFLICT");
        (await rest.Send(rest.World.Mia, method, path, body, key)).ShouldRefuse(409, "IDEMPOTENCY_CONFLICT");
    }

    [Theory]
    [InlineData("PATCH", "accounts/{account}", """{"website":"https://scope.example"}""")]
    [InlineData("PATCH", "opportunities/{deal}", """{"next_step":"Call again"}""")]
    [InlineData("POST", "contacts", """{"last_name":"Scoped"}""")]
    [InlineData("POST", "opportunities/{deal}/probability", """{"probability":0.6,"reason":"They said so"}""")]
    public async Task A_repeat_is_answered_only_while_the_request_is_allowed(string method, string path, string body)
    {
        var key = ("Idempotency-Key", $"scope-{method}-{path.Length}");
        var (all, reads) = (await rest.Key(rest.World.Mia), await rest.Key(rest.World.Mia, "account.read contact.read opportunity.read"));
        (await Send(all, method, path, body, key)).Status.ShouldBeInRange(200, 299);

        (await Send(reads, method, path, body, key)).ShouldRefuse(403, "ACCESS_DENIED");
        (await Send(all, method, path, body, key)).Status.ShouldBeInRange(200, 299);
    }

    [Fact]
    public async Task Made_up_keys_do_not_lock_out_a_real_one_behind_the_same_address()
    {
        var real = ApiKeySecret.Read(await rest.Key(rest.World.Ada))!;
        using var keys = new ApiKeyDirectory(
            rest.World.Services.GetRequiredService<CrmDbFactory>(), rest.World.Clock, rest.World.Services.GetRequiredService<ActorDirectory>());
        using var limits = new RestLimits(new RestLimitOptions { LookupPerMinute = 2 });
        void Before() => limits.TakeLookup(IPAddress.Loopback, new HeaderDictionary());
        var ct = TestContext.Current.CancellationToken;
        await keys.Find(ApiKeySecret.New(), Before, ct);
        await keys.Find(ApiKeySecret.New(), Before, ct);
        await Should.ThrowAsync<Shell.Refused>(async () => await keys.Find(ApiKeySecret.New(), Before, ct));

        (await keys.Find(real, Before, ct)).ShouldNotBeNull();
    }

    private string At(string path) => path
        .Replace("{deal}", $"opp_{rest.World.AcmeRenewal}", StringComparison.Ordinal)
        .Replace("{account}", $"acc_{rest.World.AcmeGmbH}", StringComparison.Ordinal);

    private Task<RestReply> Send(string secret, string method, string path, string body, (string Name, string Value) header) =>
        rest.Send(secret, method, At(path), new StringContent(body, Encoding.UTF8, "application/json"), header);
}
