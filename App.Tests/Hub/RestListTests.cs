using System.Text.Json;

namespace CrmLive.Hub;

/// <summary>Filters, orders and bounds of the lists, and the life of an opportunity.</summary>
public sealed class RestListTests(RestWorld rest) : IClassFixture<RestWorld>
{
    [Theory]
    [InlineData("accounts", "name")]
    [InlineData("accounts", "updated_at")]
    [InlineData("contacts", "name")]
    [InlineData("products", "name")]
    [InlineData("opportunities", "name")]
    [InlineData("opportunities", "created_at")]
    [InlineData("opportunities", "updated_at")]
    [InlineData("opportunities", "amount")]
    public async Task A_hyphen_turns_an_order_round(string plural, string order)
    {
        var there = await Ids($"{plural}?limit=200&sort={order}");
        var back = await Ids($"{plural}?limit=200&sort=-{order}");

        there.Count.ShouldBeGreaterThan(1);
        back.ShouldBe(there.AsEnumerable().Reverse());
    }

    [Fact]
    public async Task Filters_keep_what_they_say()
    {
        var world = rest.World;

        (await Rows($"opportunities?limit=200&owner_id=usr_{world.Ada.Id}")).ShouldAllBe(deal => deal.GetProperty("owner").GetString() == world.Ada.Name);
        (await Rows($"opportunities?limit=200&stage_id=stg_{world.Proposal}")).ShouldAllBe(deal => deal.GetProperty("stage").GetString() == "Proposal");
        (await Rows($"opportunities?limit=200&account_id=acc_{world.AcmeGmbH}")).ShouldAllBe(deal => deal.GetProperty("account").GetString() == "Acme GmbH");
        (await Rows("opportunities?limit=200&outcome=won")).ShouldAllBe(deal => deal.GetProperty("outcome").GetString() == "won");
        (await Rows($"opportunities?search=Acme%20renewal&pipeline_id=pl_{world.SalesPipeline}")).Single().GetProperty("id").GetString().ShouldBe($"opp_{world.AcmeRenewal}");
        (await Rows($"opportunities?pipeline_id=pl_{world.Renewals}&stage_id=stg_{world.Proposal}")).ShouldBeEmpty();
        (await Rows($"accounts?owner_id=usr_{world.RivalAccount}")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("opportunities?limit=200", 200)]
    [InlineData("opportunities?limit=1", 200)]
    [InlineData("opportunities?limit=1000000", 400)]
    [InlineData("opportunities?limit=-1", 400)]
    [InlineData("opportunities?limit=1.5", 400)]
    [InlineData("opportunities?sort=", 200)]
    [InlineData("opportunities?sort=--name", 400)]
    [InlineData("opportunities?sort=name,amount", 400)]
    [InlineData("opportunities?in_bin=perhaps", 400)]
    [InlineData("opportunities?pipeline_id=stg_1", 400)]
    [InlineData("opportunities?search=%25", 200)]
    [InlineData("pipelines/pl_1/metrics", 404)]
    [InlineData("accounts/acc_99999999999999999999", 404)]
    [InlineData("accounts/acc_-1", 404)]
    public async Task Bounds_are_kept(string path, int status) => (await rest.Send(rest.World.Admin, "GET", path)).Status.ShouldBe(status);

    [Fact]
    public async Task A_cursor_serves_only_the_order_it_comes_from()
    {
        var cursor = (await rest.Send(rest.World.Admin, "GET", "opportunities?limit=1&sort=name")).Body.GetProperty("next_cursor").GetString();

        (await rest.Send(rest.World.Admin, "GET", $"opportunities?sort=amount&cursor={cursor}")).ShouldRefuse(400, "VALIDATION_FAILED");
        (await rest.Send(rest.World.Admin, "GET", $"opportunities?cursor={cursor}")).ShouldRefuse(400, "VALIDATION_FAILED");
        (await rest.Send(rest.World.Admin, "GET", $"opportunities?sort=-name&cursor={cursor}")).ShouldRefuse(400, "VALIDATION_FAILED");
        (await rest.Send(rest.World.Admin, "GET", $"opportunities?sort=name&outcome=open&cursor={cursor}")).ShouldRefuse(400, "VALIDATION_FAILED");
        (await rest.Send(rest.World.Admin, "GET", $"accounts?sort=name&cursor={cursor}")).ShouldRefuse(400, "VALIDATION_FAILED");
        (await rest.Send(rest.World.Admin, "GET", $"opportunities?limit=7&search=&cursor={cursor}&sort=name")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task An_opportunity_goes_to_the_bin_and_comes_back()
    {
        var admin = rest.World.Admin;
        var id = await RestSamples.Create(rest, "opportunities");
        var path = $"opportunities/{id}";

        (await rest.Send(admin, "DELETE", path, null, ("If-Match", "\"7\""))).ShouldRefuse(412);
        (await rest.Send(admin, "DELETE", path, null, ("If-Match", "\"1\""))).ETag.ShouldBe("\"2\"");
        (await rest.Send(admin, "GET", path)).ShouldRefuse(404);
        (await rest.Send(admin, "DELETE", path)).ShouldRefuse(404);
        (await Ids("opportunities?limit=200")).ShouldNotContain(id);
        (await Ids("opportunities?limit=200&in_bin=true")).ShouldContain(id);
        (await rest.Send(admin, "POST", path + "/restore")).ETag.ShouldBe("\"3\"");
        (await rest.Send(admin, "GET", path)).ETag.ShouldBe("\"3\"");
        (await rest.Send(admin, "PUT", path, """{"name":"x"}""")).ShouldRefuse(428, "VERSION_REQUIRED");
    }

    [Fact]
    public async Task Requests_with_one_key_that_come_at_once_have_one_effect()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ =>
            rest.Send(rest.World.Mia, "POST", "accounts", """{"name":"Once at once"}""", ("Idempotency-Key", "at-once"))));

        replies.ShouldAllBe(reply => reply.Status == 201);
        replies.Select(reply => reply.Id).Distinct().Count().ShouldBe(1);
        (await Rows("accounts?search=Once%20at%20once")).Count.ShouldBe(1);
    }

    private async Task<List<string>> Ids(string path) => [.. (await Rows(path)).Select(row => row.GetProperty("id").GetString()!)];

    private async Task<List<JsonElement>> Rows(string path)
    {
        var reply = await rest.Send(rest.World.Admin, "GET", path);
        reply.Status.ShouldBe(200, reply.Body.ToString());
        return [.. reply.Data.EnumerateArray()];
    }
}
