using System.Net;
using System.Security.Cryptography;
using CrmLive.Support;

namespace CrmLive.Access;

/// <summary>Tokens made to deceive, against the sign-in as the program sets it up.</summary>
public sealed class IdTokenTests : IDisposable
{
    private readonly TestClock _clock = new();
    private readonly FakeDirectory _directory;
    private readonly DirectoryFlow _flow;

    public IdTokenTests()
    {
        _directory = new FakeDirectory(_clock);
        _flow = new DirectoryFlow(_directory, _clock);
    }

    public void Dispose()
    {
        _flow.Dispose();
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
        var person = await Validate(() => _directory.Token(algorithm: algorithm, change: claims => claims["roles"] = new[] { "Sales" }));

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
    public Task A_claim_that_does_not_fit_is_refused(string claim, string? value) => Refused(() => _directory.Token(change: claims =>
    {
        claims.Remove(claim);
        if (value is not null)
        {
            claims[claim] = value;
        }
    }));

    [Fact]
    public Task Several_audiences_need_an_authorised_party() => Refused(() => _directory.Token(change: claims => claims["aud"] = new[] { "app", "another-app" }));

    [Fact]
    public async Task Times_are_checked_with_two_minutes_of_grace()
    {
        await Validate(() => _directory.Token(change: claims => claims["exp"] = Seconds(-1)));
        await Validate(() => _directory.Token(change: claims => claims["nbf"] = Seconds(+1)));

        await Refused(() => _directory.Token(change: claims => claims["exp"] = Seconds(-3)));
        await Refused(() => _directory.Token(change: claims => claims["nbf"] = Seconds(+3)));
        await Refused(() => _directory.Token(change: claims => claims["iat"] = Seconds(+3)));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("")]
    [InlineData("HS256")]
    [InlineData("RS1")]
    public Task An_algorithm_that_proves_nothing_is_refused(string algorithm) => Refused(() => _directory.Unsigned(algorithm));

    [Fact]
    public Task The_public_key_is_no_secret_to_sign_with() => Refused(() => _directory.SignedWithPublicKey());

    [Fact]
    public async Task Another_key_under_a_known_name_is_refused()
    {
        using var stranger = RSA.Create(2048);
        await Refused(() => _directory.Token(key: stranger));
    }

    [Fact]
    public async Task A_changed_byte_breaks_the_signature()
    {
        await Refused(() =>
        {
            var parts = _directory.Token().Split('.');
            var claims = FakeDirectory.Decode(parts[1]).Replace("oid-1", "oid-2", StringComparison.Ordinal);
            return $"{parts[0]}.{FakeDirectory.Encode(claims)}.{parts[2]}";
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("a.b.c.d")]
    [InlineData("!!.!!.!!")]
    [InlineData("bnVsbA.bnVsbA.")]
    [InlineData("e30.e30.")]
    public Task Nonsense_is_refused(string token) => Refused(() => token);

    [Fact]
    public Task A_header_that_must_be_understood_is_refused() => Refused(() => _directory.Token(header: header => header["crit"] = new[] { "exp" }));

    [Fact]
    public Task A_token_without_a_key_name_is_refused_while_there_are_several_keys() => Refused(() => _directory.Token(header: header => header.Remove("kid")));

    [Fact]
    public async Task A_token_without_a_key_name_is_good_where_there_is_no_choice()
    {
        _directory.Shows = kind => kind == "RSA";

        (await Validate(() => _directory.Token(header: header => header.Remove("kid")))).User.ShouldBe("oid-1");
    }

    [Fact]
    public Task A_small_key_proves_nothing()
    {
        _directory.ChangeKeys(1024);

        return Refused(() => _directory.Token());
    }

    [Fact]
    public async Task A_new_key_is_fetched_and_unknown_names_do_not_make_us_ask_all_the_time()
    {
        await Validate(() => _directory.Token());
        _directory.ChangeKeys();
        _clock.Advance(TimeSpan.FromMinutes(2));

        await Validate(() => _directory.Token());
        var asked = _directory.KeyReads;
        for (var i = 0; i < 50; i++)
        {
            await Refused(() => _directory.Token(header: header => header["kid"] = $"unknown-{i}"));
        }

        asked.ShouldBe(2);
        _directory.KeyReads.ShouldBe(2);
    }

    [Fact]
    public async Task The_issuer_of_many_directories_names_the_tenant_of_the_token()
    {
        _directory.Issuer = "https://login.example/{tenantid}/v2.0";

        (await Validate(() => _directory.Token(change: claims => claims["iss"] = $"https://login.example/{FakeDirectory.Tenant}/v2.0"))).User.ShouldBe("oid-1");
        await Refused(() => _directory.Token(change: claims => claims["iss"] = "https://login.example/{tenantid}/v2.0"));
        await Refused(() => _directory.Token(change: claims => claims["iss"] = "https://login.example/common/v2.0"));
        await Refused(() => _directory.Token(change: claims =>
        {
            claims["iss"] = $"https://login.example/{FakeDirectory.Tenant}/v2.0";
            claims["tid"] = "99999999-0000-0000-0000-000000000000";
        }));
    }

    [Fact]
    public async Task A_provider_that_fails_is_unavailable_and_nobody_is_signed_in()
    {
        var begun = await _flow.Begin();
        _directory.Answer = HttpStatusCode.ServiceUnavailable;

        await _flow.Answer(begun.Cookies, ("state", begun.State), ("code", "good"));
        _flow.Failure!.Code.ShouldBe("unavailable");
    }

    [Fact]
    public async Task A_provider_that_fails_before_anything_is_known_of_it_is_unavailable()
    {
        _directory.Answer = HttpStatusCode.ServiceUnavailable;

        DirectoryEvents.Reason(await Should.ThrowAsync<IOException>(_flow.Begin)).Code.ShouldBe("unavailable");
    }

    [Fact]
    public async Task More_groups_than_fit_are_noticed() =>
        (await Validate(() => _directory.Token(change: claims => claims["hasgroups"] = true))).HasMoreGroups.ShouldBeTrue();

    private long Seconds(int minutes) => _clock.Now.AddMinutes(minutes).ToUnixTimeSeconds();

    private async Task<DirectoryPerson> Validate(Func<string> token)
    {
        await Bring(token);
        _flow.Failure.ShouldBeNull();
        return _flow.Person!;
    }

    private async Task Refused(Func<string> token)
    {
        await Bring(token);
        _flow.Failure!.Code.ShouldBe("invalid_token");
        _flow.Failure.Message.ShouldNotContain("oid-1");
    }

    private async Task Bring(Func<string> token)
    {
        var begun = await _flow.Begin();
        _directory.Nonce = begun.Nonce;
        _directory.IdToken = token();
        await _flow.Answer(begun.Cookies, ("state", begun.State), ("code", "good"));
    }
}
