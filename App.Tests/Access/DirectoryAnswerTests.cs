using CrmLive.Support;

namespace CrmLive.Access;

/// <summary>Answers of the identity provider that do not belong to the sign-in that this browser has begun.</summary>
public sealed class DirectoryAnswerTests : IDisposable
{
    private readonly FakeDirectory _directory;
    private readonly DirectoryFlow _flow;

    public DirectoryAnswerTests()
    {
        var clock = new TestClock();
        _directory = new FakeDirectory(clock);
        _flow = new DirectoryFlow(_directory, clock);
    }

    public void Dispose()
    {
        _flow.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_true_answer_is_accepted()
    {
        var begun = await Begin();

        await _flow.Answer(begun.Cookies, ("state", begun.State), ("code", "good"), ("iss", _directory.Issuer));

        _flow.Person!.User.ShouldBe("oid-1");
    }

    [Fact]
    public async Task A_state_without_its_verifier_is_refused()
    {
        var begun = await Begin();
        var state = _flow.Rewrite(begun.State, properties => properties.Items.Remove("code_verifier").ShouldBeTrue());

        await Refused("stale", begun.Cookies, ("state", state), ("code", "stolen"));
    }

    [Fact]
    public async Task A_state_that_we_have_not_written_is_refused()
    {
        var begun = await Begin();

        await Refused("stale", begun.Cookies, ("state", "made-up"), ("code", "stolen"));
    }

    [Fact]
    public async Task An_answer_without_a_state_is_refused()
    {
        var begun = await Begin();

        await Refused("stale", begun.Cookies, ("code", "stolen"));
    }

    [Fact]
    public async Task Another_browser_than_the_one_that_asked_is_refused()
    {
        var begun = await Begin();

        await Refused("stale", [], ("state", begun.State), ("code", "stolen"));
    }

    [Fact]
    public async Task A_browser_that_does_not_hold_the_nonce_is_refused()
    {
        var begun = await Begin();

        await Refused("invalid_token", begun.Cookies.Where(cookie => !cookie.Contains("Nonce", StringComparison.Ordinal)), ("state", begun.State), ("code", "stolen"));
    }

    [Fact]
    public async Task An_answer_of_another_provider_is_refused()
    {
        var begun = await Begin();

        await Refused("invalid_token", begun.Cookies, ("state", begun.State), ("code", "stolen"), ("iss", "https://evil.example/v2.0"));
    }

    [Theory]
    [InlineData("login_required", "failed")]
    [InlineData("server_error", "unavailable")]
    [InlineData("<b>made-up</b>", "failed")]
    public async Task An_error_is_told_by_its_code_and_what_was_written_beside_it_is_not_repeated(string error, string code)
    {
        var begun = await Begin();

        await Refused(code, begun.Cookies, ("state", begun.State), ("error", error), ("error_description", "Call 0900 for help"));

        _flow.Failure!.Message.ShouldNotContain("0900");
        _flow.Failure.Message.ShouldNotContain("made-up");
    }

    [Theory]
    [InlineData("invalid_grant", "expired")]
    [InlineData("invalid_client", "misconfigured")]
    public async Task What_the_token_endpoint_refuses_is_told_by_its_code(string error, string code)
    {
        var begun = await Begin();
        _directory.Refusal = error;

        await Refused(code, begun.Cookies, ("state", begun.State), ("code", "used"));
    }

    [Fact]
    public async Task Nothing_is_sent_to_an_address_that_is_not_protected()
    {
        _directory.TokenEndpoint = "http://login.example/token";
        var begun = await Begin();

        await Refused("unavailable", begun.Cookies, ("state", begun.State), ("code", "good"));
    }

    private async Task<DirectoryFlow.Begun> Begin()
    {
        var begun = await _flow.Begin();
        _directory.Nonce = begun.Nonce;
        return begun;
    }

    private async Task Refused(string code, IEnumerable<string> cookies, params (string Name, string Value)[] answer)
    {
        await _flow.Answer(cookies, answer);

        _flow.Failure!.Code.ShouldBe(code);
    }
}
