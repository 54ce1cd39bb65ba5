using System.Data.Common;
using CrmLive.Access;
using CrmLive.Shell;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

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

    [Fact]
    public void A_key_that_asks_too_often_leaves_its_tenant_what_others_need()
    {
        using var limits = new RestLimits(new RestLimitOptions { KeyPerMinute = 2, TenantPerMinute = 4 });
        var headers = new Microsoft.AspNetCore.Http.HeaderDictionary();
        var runaway = new Caller(1, 2, null, new Data.Origin("rest")) { Key = new CallerKey(3, new HashSet<Permission>()) };
        for (var number = 0; number < 50; number++)
        {
            Try(() => limits.Take(runaway, headers));
        }

        Try(() => limits.Take(runaway with { Key = new CallerKey(4, new HashSet<Permission>()) }, headers)).ShouldBeTrue();
    }

    [Fact]
    public async Task Made_up_keys_reach_the_database_only_so_often_and_a_wrong_one_once()
    {
        using var keys = new ApiKeyDirectory(Databases, rest.World.Clock, Actors);
        using var limits = new RestLimits(new RestLimitOptions { LookupPerMinute = 3 });
        var headers = new Microsoft.AspNetCore.Http.HeaderDictionary();
        var looked = 0;
        void Before()
        {
            limits.TakeLookup(System.Net.IPAddress.Loopback, headers);
            looked++;
        }

        var wrong = ApiKeySecret.New();
        (await keys.Find(wrong, Before, Ct)).ShouldBeNull();
        (await keys.Find(wrong, Before, Ct)).ShouldBeNull();
        looked.ShouldBe(1);
        await keys.Find(ApiKeySecret.New(), Before, Ct);
        var right = ApiKeySecret.Read(await rest.Key(rest.World.Ada))!;
        (await keys.Find(right, Before, Ct)).ShouldNotBeNull();

        (await Should.ThrowAsync<Refused>(async () => await keys.Find(ApiKeySecret.New(), Before, Ct))).Refusal.Status.ShouldBe(429);
        (await keys.Find(right, Before, Ct)).ShouldNotBeNull();
        looked.ShouldBe(3);
    }

    [Fact]
    public async Task A_key_that_is_revoked_while_it_is_looked_up_ends_all_the_same()
    {
        var secret = ApiKeySecret.Read(await rest.Key(rest.World.Ben))!;
        var key = (await rest.World.AsSoftware(rest.World.Acme, new ListApiKeys()))[0];
        await using var provider = new Data.PostgreSql.PostgreSqlProvider(new Data.DatabaseOptions(rest.World.Address));
        provider.Recorders = [new After("api_keys", () => rest.World.AsSoftware(rest.World.Acme, new RevokeApiKey(key.Id)))];
        using var keys = new ApiKeyDirectory(new Data.CrmDbFactory(provider), rest.World.Clock, Actors);

        await keys.Find(secret, () => { }, Ct);

        (await keys.Find(secret, () => { }, Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task Scopes_that_no_role_of_the_person_allows_are_named()
    {
        var made = await rest.World.AsSoftware(rest.World.Acme, new CreateApiKey("ada@acme.example", ["account.read", "pipeline.update", "user.read"]));

        made.Idle.ShouldBe(["pipeline.update", "user.read"]);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Data.CrmDbFactory Databases => rest.World.Services.GetRequiredService<Data.CrmDbFactory>();

    private ActorDirectory Actors => rest.World.Services.GetRequiredService<ActorDirectory>();

    private static bool Try(Action take)
    {
        try
        {
            take();
            return true;
        }
        catch (Refused)
        {
            return false;
        }
    }

    /// <summary>Lets something happen between the answer to the first question about a table and its use.</summary>
    private sealed class After(string table, Func<Task> happens) : DbCommandInterceptor
    {
        private bool _hasHappened;

        public override async ValueTask<DbDataReader> ReaderExecutedAsync(
            DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
        {
            if (!_hasHappened && command.CommandText.Contains($"FROM {table}", StringComparison.Ordinal) && command.CommandText.Contains(".hash = ", StringComparison.Ordinal))
            {
                _hasHappened = true;
                await happens();
            }

            return result;
        }
    }
}
