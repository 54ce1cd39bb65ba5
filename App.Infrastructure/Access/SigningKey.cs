using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;

namespace CrmLive.Access;

/// <summary>A public key of the identity provider (RFC 7517). Only keys that could make an acceptable signature are read.</summary>
public sealed class SigningKey
{
    private const int SmallestRsa = 2048;

    private readonly RSAParameters? _rsa;
    private readonly ECParameters? _curve;

    private SigningKey(string? id, string? algorithm, RSAParameters? rsa, ECParameters? curve) =>
        (Id, Algorithm, _rsa, _curve) = (id, algorithm, rsa, curve);

    public string? Id { get; }

    /// <summary>Null when the key may serve any algorithm of its kind.</summary>
    public string? Algorithm { get; }

    /// <exception cref="DirectoryFailed">The text is not a set of keys.</exception>
    public static ImmutableArray<SigningKey> ReadSet(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return [.. document.RootElement.GetProperty("keys").EnumerateArray().Select(Read).OfType<SigningKey>()];
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new DirectoryFailed("unavailable", "The identity provider's keys cannot be read.");
        }
    }

    /// <summary>Whether this key made the signature. False too for an algorithm that this key does not serve: none and HMAC are served by no key.</summary>
    public bool Verifies(string algorithm, ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature)
    {
        if (Algorithm is not null && Algorithm != algorithm)
        {
            return false;
        }

        try
        {
            return algorithm switch
            {
                "RS256" => Rsa(content, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
                "RS384" => Rsa(content, signature, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
                "RS512" => Rsa(content, signature, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
                "PS256" => Rsa(content, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
                "ES256" => Curve(content, signature),
                _ => false,
            };
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static SigningKey? Read(JsonElement key)
    {
        if (Text(key, "use") is not (null or "sig"))
        {
            return null;
        }

        return Text(key, "kty") switch
        {
            "RSA" when Bytes(key, "n") is { Length: >= SmallestRsa / 8 } modulus && Bytes(key, "e") is { } exponent =>
                new SigningKey(Text(key, "kid"), Text(key, "alg"), new RSAParameters { Modulus = modulus, Exponent = exponent }, null),
            "EC" when Text(key, "crv") == "P-256" && Bytes(key, "x") is { } x && Bytes(key, "y") is { } y =>
                new SigningKey(Text(key, "kid"), Text(key, "alg"), null, new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } }),
            _ => null,
        };
    }

    private static string? Text(JsonElement key, string name) => key.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static byte[]? Bytes(JsonElement key, string name) => Text(key, name) is { } text ? Base64Url.DecodeFromChars(text) : null;

    private bool Rsa(ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature, HashAlgorithmName hash, RSASignaturePadding padding)
    {
        if (_rsa is not { } parameters)
        {
            return false;
        }

        using var rsa = RSA.Create(parameters);
        return rsa.VerifyData(content, signature, hash, padding);
    }

    private bool Curve(ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature)
    {
        if (_curve is not { } parameters)
        {
            return false;
        }

        using var curve = ECDsa.Create(parameters);
        return curve.VerifyData(content, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }
}
