using CrmLive.Shell;

namespace CrmLive.Hub;

public sealed class KeyExpiryTests(RestWorld rest) : IClassFixture<RestWorld>
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 15, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("30d", "2026-12-29T15:00:00Z")]
    [InlineData(" 365D ", "2027-11-29T15:00:00Z")]
    [InlineData("2027-01-31", "2027-02-01T00:00:00Z")]
    public void An_end_is_a_number_of_days_or_a_last_day(string said, string end) =>
        KeyExpiry.Read(said, Now).ShouldBe(DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("never")]
    public void Or_there_is_none(string? said) => KeyExpiry.Read(said, Now).ShouldBeNull();

    [Theory]
    [InlineData("0d")]
    [InlineData("soon")]
    [InlineData("31.01.2027")]
    [InlineData("99999d")]
    public void Anything_else_is_refused_with_what_can_be_said(string said) =>
        Should.Throw<InvalidInput>(() => KeyExpiry.Read(said, Now)).Message.ShouldContain("90d");

    [Fact]
    public async Task A_key_works_until_its_end_and_is_refused_with_its_own_sentence_afterwards()
    {
        var end = rest.World.Clock.GetUtcNow().AddDays(30);
        var made = await rest.World.AsSoftware(rest.World.Acme, new CreateApiKey("ada@acme.example", ["account.read"], "Ends", end));
        (await rest.Send(made.Secret, "GET", "accounts")).Status.ShouldBe(200);

        rest.World.Clock.Advance(TimeSpan.FromDays(30));

        var reply = await rest.Send(made.Secret, "GET", "accounts");
        reply.ShouldRefuse(401, "KEY_EXPIRED");
        (await rest.World.AsSoftware(rest.World.Acme, new ListApiKeys())).Single(key => key.Label == "Ends").ExpiresAt.ShouldBe(end);
    }

    [Fact]
    public async Task A_key_that_would_have_ended_already_is_not_made() =>
        (await Should.ThrowAsync<RuleBroken>(() => rest.World.AsSoftware(
            rest.World.Acme, new CreateApiKey("ada@acme.example", ["account.read"], null, rest.World.Clock.GetUtcNow())))).Code.ShouldBe("key.expires_in_past");
}
