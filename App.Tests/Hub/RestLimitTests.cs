using CrmLive.Access;

namespace CrmLive.Hub;

/// <summary>How often somebody may ask, and what ends a key.</summary>
public sealed class RestLimitTests(RestWorld rest) : IClassFixture<RestWorld>
{
    [Fact]
    public async Task Every_answer_says_how_much_is_left()
    {
        var reply = await rest.Send(rest.World.Ada, "GET", "accounts?limit=1");

        reply.Headers.ShouldContain("RateLimit-Limit: 100000");
        reply.Headers.ShouldContain("RateLimit-Remaining: ");
        reply.Headers.ShouldContain("RateLimit-Reset: ");
    }

    [Fact]
    public async Task Who_tries_key_after_key_is_told_to_wait()
    {
        RestReply reply;
        var tries = 0;
        do
        {
            reply = await rest.Send("crm_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "GET", "accounts");
        }
        while (reply.Status == 401 && ++tries < 500);

        reply.ShouldRefuse(429, "TOO_MANY_REQUESTS").Headers.ShouldContain("Retry-After: ");
        tries.ShouldBeGreaterThanOrEqualTo(60);
        (await rest.Send(rest.World.Ada, "GET", "accounts?limit=1")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_key_ends_with_its_person_and_loses_what_they_lose()
    {
        var (world, person) = (rest.World, rest.World.Tess);
        var key = await rest.Key(person);
        (await rest.Send(key, "GET", "accounts")).Status.ShouldBe(200);

        await world.As(world.Admin, new DeactivateUser(person.Id));
        (await rest.Send(key, "GET", "accounts")).ShouldRefuse(401);

        await world.As(world.Admin, new ActivateUser(person.Id));
        (await rest.Send(key, "GET", "accounts")).Status.ShouldBe(200);
        await world.As(world.Admin, new SetUserRoles(person.Id, ["viewer"]));
        (await rest.Send(key, "POST", "products", new StringContent("""{"name":"x","list_price":1,"currency":"EUR"}""", System.Text.Encoding.UTF8, "application/json")))
            .ShouldRefuse(403, "ACCESS_DENIED");
    }
}
