using System.Collections.Immutable;
using System.Text.Json;

namespace CrmLive.Access;

/// <summary>Talks to the identity provider: its description and its signing keys (both kept for a while), and the exchange of a code for tokens.</summary>
public sealed class DirectoryClient(HttpClient http, EntraOptions options, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(12);

    // A token with an unknown key makes us look again, but nobody can make us look all the time.
    private static readonly TimeSpan BetweenKeyReads = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private (DirectoryMetadata Value, DateTimeOffset At)? _metadata;
    private (ImmutableArray<SigningKey> Value, DateTimeOffset At)? _keys;

    /// <exception cref="DirectoryFailed">It does not answer, or not sensibly.</exception>
    public async Task<DirectoryMetadata> Metadata(CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            return await ReadMetadata(ct);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Keys that may have signed a token. Reads them again when the named one is unknown: providers change keys without a word.</summary>
    public async Task<ImmutableArray<SigningKey>> Keys(string? keyId, CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            var now = clock.GetUtcNow();
            var isUnknown = _keys is { } known && keyId is not null && !known.Value.Any(key => key.Id == keyId);
            if (_keys is not { } kept || now - kept.At > Fresh || (isUnknown && now - kept.At >= BetweenKeyReads))
            {
                var metadata = await ReadMetadata(ct);
                _keys = (SigningKey.ReadSet(await Get(metadata.JwksUri, ct)), now);
            }

            return _keys.Value.Value;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Exchanges the code; returns the id token, the only one that we need. The others are dropped here.</summary>
    public async Task<string> Redeem(string code, string redirectUri, string codeVerifier, CancellationToken ct)
    {
        var metadata = await Metadata(ct);
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = options.ClientId!,
            ["code"] = code,
            ["redirect_uri"] = redirectUri,
            ["code_verifier"] = codeVerifier,
            ["scope"] = "openid profile email",
        };
        if (!string.IsNullOrEmpty(options.ClientSecret))
        {
            form["client_secret"] = options.ClientSecret;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, metadata.TokenEndpoint) { Content = new FormUrlEncodedContent(form) };
        return ReadIdToken(await Send(request, ct));
    }

    public void Dispose() => _gate.Dispose();

    private async Task<DirectoryMetadata> ReadMetadata(CancellationToken ct)
    {
        if (_metadata is not { } kept || clock.GetUtcNow() - kept.At > Fresh)
        {
            var address = options.Authority.TrimEnd('/') + "/.well-known/openid-configuration";
            _metadata = (DirectoryMetadata.Read(await Get(address, ct)), clock.GetUtcNow());
        }

        return _metadata.Value.Value;
    }

    private async Task<string> Get(string address, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        var (isSuccess, body) = await Send(request, ct);
        return isSuccess ? body : throw new DirectoryFailed("unavailable", $"The identity provider refused {new Uri(address).AbsolutePath}.");
    }

    private async Task<(bool IsSuccess, string Body)> Send(HttpRequestMessage request, CancellationToken ct)
    {
        try
        {
            using var response = await http.SendAsync(request, ct);
            return (int)response.StatusCode < 500
                ? (response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(ct))
                : throw new DirectoryFailed("unavailable", $"The identity provider answered {(int)response.StatusCode}.");
        }
        catch (Exception failure) when (failure is HttpRequestException || (failure is TaskCanceledException && !ct.IsCancellationRequested))
        {
            throw new DirectoryFailed("unavailable", $"The identity provider cannot be reached: {failure.GetType().Name}.");
        }
    }

    // Errors are told apart by their code, never by their text.
    private static string ReadIdToken((bool IsSuccess, string Body) answer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer.Body);
            if (answer.IsSuccess && json.RootElement.TryGetProperty("id_token", out var token) && token.GetString() is { Length: > 0 } text)
            {
                return text;
            }

            var error = json.RootElement.TryGetProperty("error", out var named) ? named.GetString() : null;
            throw error switch
            {
                "invalid_grant" => new DirectoryFailed("expired", "The sign-in code was used or is too old."),
                "invalid_client" => new DirectoryFailed("misconfigured", "The identity provider does not accept our client id and secret."),
                _ => new DirectoryFailed("failed", "The identity provider gave no id token."),
            };
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            throw new DirectoryFailed("failed", "The identity provider's answer cannot be read.");
        }
    }
}
