using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CrmLive.Support;

namespace CrmLive.Access;

/// <summary>An identity provider at the other end of an HttpClient, which signs whatever a test tells it to.</summary>
internal sealed class FakeDirectory(TestClock clock) : HttpMessageHandler
{
    public const string Tenant = "11111111-1111-1111-1111-111111111111";

    private const string Authority = "https://login.example/contoso/v2.0";

    private RSA _rsa = RSA.Create(2048);
    private ECDsa _curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private int _generation = 1;

    public static EntraOptions Options { get; } = new() { Authority = Authority, ClientId = "app", ClientSecret = "secret", TenantMap = { [Tenant] = "acme" } };

    public string Issuer { get; set; } = $"https://login.example/{Tenant}/v2.0";

    public string TokenEndpoint { get; set; } = Authority + "/token";

    public HttpStatusCode Answer { get; set; } = HttpStatusCode.OK;

    /// <summary>What the sign-in has asked to be put into the token.</summary>
    public string Nonce { get; set; } = "";

    /// <summary>What a code is exchanged for; a true token without it.</summary>
    public string? IdToken { get; set; }

    /// <summary>The error that a code is answered with.</summary>
    public string? Refusal { get; set; }

    public int KeyReads { get; private set; }

    /// <summary>Keys that the directory shows; all of them unless a test says otherwise.</summary>
    public Func<string, bool> Shows { get; set; } = _ => true;

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    public static string Decode(string part) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part));

    public void ChangeKeys(int size = 2048)
    {
        (_rsa, _curve) = (RSA.Create(size), ECDsa.Create(ECCurve.NamedCurves.nistP256));
        _generation++;
    }

    public string Token(
        string algorithm = "RS256", Action<Dictionary<string, object>>? change = null, Action<Dictionary<string, object>>? header = null, RSA? key = null)
    {
        var content = Content(algorithm, change, header);
        return $"{content}.{Base64Url.EncodeToString(Sign(algorithm, Encoding.ASCII.GetBytes(content), key ?? _rsa))}";
    }

    public string Unsigned(string algorithm)
    {
        var content = Content(algorithm, null, null);
        var signature = algorithm == "HS256" ? HMACSHA256.HashData("secret"u8, Encoding.ASCII.GetBytes(content)) : [];
        return $"{content}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>The old trick: HMAC with the public key, which everybody knows, as its secret.</summary>
    public string SignedWithPublicKey()
    {
        var content = Content("HS256", null, null);
        return $"{content}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.ASCII.GetBytes(_rsa.ExportSubjectPublicKeyInfoPem()), Encoding.ASCII.GetBytes(content)))}";
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        var isRefused = Refusal is not null && path.EndsWith("/token", StringComparison.Ordinal);
        var text = path.EndsWith("/keys", StringComparison.Ordinal) ? Keys() : path.EndsWith("/token", StringComparison.Ordinal) ? Tokens() : Description();
        return Task.FromResult(new HttpResponseMessage(isRefused ? HttpStatusCode.BadRequest : Answer) { Content = new StringContent(text, Encoding.UTF8, "application/json") });
    }

    private string Tokens() => Refusal is { } error
        ? JsonSerializer.Serialize(new { error, error_description = "Something about the person" })
        : JsonSerializer.Serialize(new { access_token = "unused", token_type = "Bearer", id_token = IdToken ?? Token() });

    private string Content(string algorithm, Action<Dictionary<string, object>>? change, Action<Dictionary<string, object>>? header)
    {
        var head = new Dictionary<string, object> { ["typ"] = "JWT", ["alg"] = algorithm, ["kid"] = algorithm == "ES256" ? $"ec-{_generation}" : $"rsa-{_generation}" };
        header?.Invoke(head);
        var claims = new Dictionary<string, object>
        {
            ["iss"] = Issuer,
            ["aud"] = "app",
            ["tid"] = Tenant,
            ["oid"] = "oid-1",
            ["sub"] = "pairwise",
            ["nonce"] = Nonce,
            ["name"] = "Ada Lovelace",
            ["iat"] = clock.Now.ToUnixTimeSeconds(),
            ["exp"] = clock.Now.AddHours(1).ToUnixTimeSeconds(),
        };
        change?.Invoke(claims);
        return $"{Encode(JsonSerializer.Serialize(head))}.{Encode(JsonSerializer.Serialize(claims))}";
    }

    private byte[] Sign(string algorithm, byte[] content, RSA key) => algorithm switch
    {
        "RS384" => key.SignData(content, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
        "RS512" => key.SignData(content, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
        "PS256" => key.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        "ES256" => _curve.SignData(content, HashAlgorithmName.SHA256),
        _ => key.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
    };

    private string Description() => JsonSerializer.Serialize(new
    {
        issuer = Issuer,
        authorization_endpoint = Authority + "/authorize",
        token_endpoint = TokenEndpoint,
        jwks_uri = Authority + "/keys",
    });

    private string Keys()
    {
        KeyReads++;
        var (rsa, curve) = (_rsa.ExportParameters(false), _curve.ExportParameters(false));
        return JsonSerializer.Serialize(new
        {
            keys = new (string Kind, object Key)[]
            {
                ("RSA", new { kty = "RSA", use = "sig", kid = $"rsa-{_generation}", n = Base64Url.EncodeToString(rsa.Modulus), e = Base64Url.EncodeToString(rsa.Exponent) }),
                ("EC", new { kty = "EC", use = "sig", crv = "P-256", kid = $"ec-{_generation}", x = Base64Url.EncodeToString(curve.Q.X), y = Base64Url.EncodeToString(curve.Q.Y) }),
                ("oct", new { kty = "oct", kid = "shared", k = Encode("secret") }),
            }.Where(one => Shows(one.Kind)).Select(one => one.Key),
        });
    }
}
