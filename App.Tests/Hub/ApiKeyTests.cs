using CrmLive.Access;
using CrmLive.Shell;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Hub;

public sealed class ApiKeyTests(RestWorld rest) : IClassFixture<RestWorld>
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("crm_short")]
    [InlineData("crm_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Without_a_key_that_works_nothing_is_told(string? secret)
    {
        var reply = await rest.Send(secret, "GET", "accounts");

        reply.ShouldRefuse(401, "UNAUTHENTICATED");
        reply.Headers.ShouldContain("WWW-Authenticate: Bearer");
    }

    [Fact]
    public async Task The_secret_is_not_stored()
    {
        var secret = await rest.Key(rest.World.Ada);

        await using var db = rest.World.Look();
        var key = await db.ApiKeys.OrderByDescending(key => key.Id).FirstAsync(TestContext.Current.CancellationToken);
        key.Hash.ShouldBe(new ApiKeySecret(secret).Hash);
        (await db.AuditEntries.AnyAsync(entry => entry.Changes.Contains(secret), TestContext.Current.CancellationToken)).ShouldBeFalse();
        (await db.Events.CountAsync(e => e.Type == "api_key.created.v1", TestContext.Current.CancellationToken)).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_key_does_what_its_person_may_and_its_scopes_name()
    {
        var secret = await rest.Key(rest.World.Ada, "account.read pipeline.create");

        (await rest.Send(secret, "GET", "accounts")).Status.ShouldBe(200);
        (await rest.Send(secret, "GET", "contacts")).ShouldRefuse(403, "ACCESS_DENIED");
        (await rest.Send(secret, "POST", "pipelines", new StringContent("""{"name":"P","currency":"EUR","stages":[{"name":"A"},{"name":"B"}]}""", System.Text.Encoding.UTF8, "application/json")))
            .ShouldRefuse(403, "ACCESS_DENIED");
    }

    [Fact]
    public async Task A_revoked_key_ends_at_once()
    {
        var secret = await rest.Key(rest.World.Ben);
        (await rest.Send(secret, "GET", "accounts")).Status.ShouldBe(200);
        var key = (await rest.World.AsSoftware(rest.World.Acme, new ListApiKeys()))[0];

        await rest.World.AsSoftware(rest.World.Acme, new RevokeApiKey(key.Id));

        (await rest.Send(secret, "GET", "accounts")).ShouldRefuse(401);
    }

    [Fact]
    public async Task Only_administrators_make_keys()
    {
        await Should.ThrowAsync<AccessDenied>(() => rest.World.As(rest.World.Ada, new CreateApiKey("ada@acme.example", ["account.read"])));
        await Should.ThrowAsync<AccessDenied>(() => rest.World.As(rest.World.Mia, new ListApiKeys()));
    }

    [Fact]
    public void Whoever_asks_too_often_is_told_when_to_come_back()
    {
        using var limits = new RestLimits(new RestLimitOptions { KeyPerMinute = 2, TenantPerMinute = 100 });
        var headers = new Microsoft.AspNetCore.Http.HeaderDictionary();
        var caller = new Caller(1, 2, null, new Data.Origin("rest")) { Key = new CallerKey(3, new HashSet<Permission>()) };
        limits.Take(caller, headers);
        limits.Take(caller, headers);

        Should.Throw<Refused>(() => limits.Take(caller, headers)).Refusal.Status.ShouldBe(429);

        headers["Retry-After"].ToString().ShouldNotBeEmpty();
        headers["RateLimit-Remaining"].ToString().ShouldBe("0");
        limits.Take(caller with { Key = new CallerKey(4, new HashSet<Permission>()) }, headers);
    }
}
