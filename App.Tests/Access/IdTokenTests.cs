using System.Net;
using System.Security.Cryptography;
using CrmLive.Support;

namespace CrmLive.Access;

/// <summary>Tokens made to deceive, against the only code that believes tokens.</summary>
public sealed class IdTokenTests : IDisposable
{
    private const string Nonce = "our-nonce";

    private readonly TestClock _clock = new();
    private readonly FakeDirectory _directory;
    private readonly DirectoryClient _client;
    private readonly IdTokenValidator _validator;

    public IdTokenTests()
    {
        _directory = new FakeDirectory(_clock);
        _client = new DirectoryClient(new HttpClient(_directory), FakeDirectory.Options, _clock);
        _validator = new IdTokenValidator(_client, FakeDirectory.Options, _clock);
    }

    public void Dispose()
    {
        _client.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("RS384")]
    [InlineData("RS512")]
    [InlineData("PS256")]
    [InlineData("ES256")]
    public async Task A_true_token_says_who_the_person_is(string algorithm)
    {
        var person = await Validate(_directory.Token(algorithm: algorithm, change: claims => claims["roles"] = new[] { "Sales" }));

        person.Tenant.ShouldBe(FakeDirectory.Tenant);
        person.User.ShouldBe("oid-1");
        person.Roles.ShouldBe(["Sales"]);
    }

    [Theory]
    [InlineData("nonce", "another")]
    [InlineData("nonce", null)]
    [InlineData("nonce", "")]
    [InlineData("aud", "another-app")]
    [InlineData("aud", null)]
    [InlineData("iss", "https://evil.example/v2.0")]
    [InlineData("iss", null)]
    [InlineData("tid", null)]
    [InlineData("tid", "")]
    [InlineData("oid", null)]
    [InlineData("azp", "another-app")]
    [InlineData("exp", null)]
    [InlineData("exp", "tomorrow")]
    public Task A_claim_that_does_not_fit_is_refused(string claim, string? value) => Refused(_directory.Token(change: claims =>
    {
        claims.Remove(claim);
        if (value is not null)
        {
            claims[claim] = value;
        }
    }));

    [Fact]
    public Task Several_audiences_need_an_authorised_party() => Refused(_directory.Token(change: claims => claims["aud"] = new[] { "app", "another-app" }));

    [Fact]
    public async Task Times_are_checked_with_two_minutes_of_grace()
    {
        await Validate(_directory.Token(change: claims => claims["exp"] = Seconds(-1)));
        await Validate(_directory.Token(change: claims => claims["nbf"] = Seconds(+1)));

        await Refused(_directory.Token(change: claims => claims["exp"] = Seconds(-3)));
        await Refused(_directory.Token(change: claims => claims["nbf"] = Seconds(+3)));
        await Refused(_directory.Token(change: claims => claims["iat"] = Seconds(+3)));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("")]
    [InlineData("HS256")]
    [InlineData("RS1")]
    public Task An_algorithm_that_proves_nothing_is_refused(string algorithm) => Refused(_directory.Unsigned(algorithm));

    [Fact]
    public Task The_public_key_is_no_secret_to_sign_with() => Refused(_directory.SignedWithPublicKey());

    [Fact]
    public async Task Another_key_under_a_known_name_is_refused()
    {
        using var stranger = RSA.Create(2048);
        await Refused(_directory.Token(key: stranger));
    }

    [Fact]
    public async Task A_changed_byte_breaks_the_signature()
    {
        var token = _directory.Token();
        var parts = token.Split('.');
        var claims = FakeDirectory.Decode(parts[1]).Replace("oid-1", "oid-2", StringComparison.Ordinal);

        await Refused($"{parts[0]}.{FakeDirectory.Encode(claims)}.{parts[2]}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("a.b.c.d")]
    [InlineData("!!.!!.!!")]
    [InlineData("bnVsbA.bnVsbA.")]
    [InlineData("e30.e30.")]
    public Task Nonsense_is_refused(string token) => Refused(token);

    [Fact]
    public Task A_header_that_must_be_understood_is_refused() => Refused(_directory.Token(header: header => header["crit"] = new[] { "exp" }));

    [Fact]
    public Task A_token_without_a_key_name_is_refused_while_there_are_several_keys() => Refused(_directory.Token(header: header => header.Remove("kid")));

    [Fact]
    public async Task A_new_key_is_fetched_and_unknown_names_do_not_make_us_ask_all_the_time()
    {
        await Validate(_directory.Token());
        _directory.ChangeKeys();
        _clock.Advance(TimeSpan.FromMinutes(2));

        await Validate(_directory.Token());
        var asked = _directory.KeyReads;
        for (var i = 0; i < 50; i++)
        {
            await Refused(_directory.Token(header: header => header["kid"] = $"unknown-{i}"));
        }

        asked.ShouldBe(2);
        _directory.KeyReads.ShouldBe(2);
    }

    [Fact]
    public async Task The_issuer_of_many_directories_names_the_tenant_of_the_token()
    {
        _directory.Issuer = "https://login.example/{tenantid}/v2.0";

        (await Validate(_directory.Token(change: claims => claims["iss"] = $"https://login.example/{FakeDirectory.Tenant}/v2.0"))).User.ShouldBe("oid-1");
        await Refused(_directory.Token(change: claims => claims["iss"] = "https://login.example/{tenantid}/v2.0"));
        await Refused(_directory.Token(change: claims => claims["iss"] = "https://login.example/common/v2.0"));
        await Refused(_directory.Token(change: claims =>
        {
            claims["iss"] = $"https://login.example/{FakeDirectory.Tenant}/v2.0";
            claims["tid"] = "99999999-0000-0000-0000-000000000000";
        }));
    }

    [Fact]
    public async Task A_provider_that_fails_is_unavailable_and_nobody_is_signed_in()
    {
        _directory.Answer = HttpStatusCode.ServiceUnavailable;

        (await Should.ThrowAsync<DirectoryFailed>(() => Validate(_directory.Token()))).Code.ShouldBe("unavailable");
    }

    [Fact]
    public async Task More_groups_than_fit_are_noticed() =>
        (await Validate(_directory.Token(change: claims => claims["hasgroups"] = true))).HasMoreGroups.ShouldBeTrue();

    private long Seconds(int minutes) => _clock.Now.AddMinutes(minutes).ToUnixTimeSeconds();

    private Task<DirectoryPerson> Validate(string token) => _validator.Validate(token, Nonce, TestContext.Current.CancellationToken);

    private async Task Refused(string token)
    {
        var failure = await Should.ThrowAsync<DirectoryFailed>(() => Validate(token));
        failure.Code.ShouldBe("invalid_token");
        failure.Message.ShouldNotContain("oid-1");
    }
}
