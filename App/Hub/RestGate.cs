using System.Globalization;
using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using CrmLive.Shell.Neighbours;
using Microsoft.Extensions.Primitives;

namespace CrmLive.Hub;

/// <summary>
/// Stands before everything under <c>/api</c>: finds out who calls, counts, and turns whatever goes wrong into the one error shape. No route can be
/// reached past it, so none can forget any of this.
/// </summary>
internal sealed class RestGate(
    RequestDelegate next, ApiKeyDirectory keys, RestLimits limits, NeighbourLimits neighbours, Outages outages, TimeProvider clock, ILogger<RestGate> log)
{
    private const string Scheme = "Bearer ";
    private const int LongestKey = 255;

    public async Task Invoke(HttpContext http)
    {
        try
        {
            var caller = await Admit(http);
            using var turn = await neighbours.Request(caller, http.Response.Headers, http.RequestAborted);
            http.Features.Set(new RestCaller(caller));
            http.Response.Headers.CacheControl = "no-store";
            await next(http);
            await SayWhy(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer any more.
        }
        catch (Exception failure) when (!http.Response.HasStarted)
        {
            await Refuse(http, failure);
        }
    }

    private static Refusal Translate(Exception failure) => failure switch
    {
        Refused refused => refused.Refusal,
        BadHttpRequestException { StatusCode: 413 } => new Refusal(413, "BODY_TOO_LARGE", "The body is too large. Send less at once.", []),
        BadHttpRequestException => new Refusal(400, "BAD_REQUEST", "The request could not be read. Send it again as documented.", []),
        _ => Refusal.Of(failure),
    };

    // Routing answers with a bare status.
    private static Task SayWhy(HttpContext http) => http.Response.HasStarted || http.Response.ContentLength > 0 ? Task.CompletedTask
        : http.Response.StatusCode switch
        {
            404 => ErrorAnswer.Write(http, new Refusal(404, "NOT_FOUND", "There is nothing at this address. The API is described at /docs.", [])),
            405 when HttpMethods.IsOptions(http.Request.Method) => Allow(http),
            405 => ErrorAnswer.Write(http, new Refusal(405, "METHOD_NOT_ALLOWED", $"This address knows {http.Response.Headers.Allow} only.", [])),
            415 => ErrorAnswer.Write(http, new Refusal(415, "UNSUPPORTED_MEDIA_TYPE", "Send the body as application/json.", [])),
            >= 400 and var status => ErrorAnswer.Write(http, new Refusal(status, "BAD_REQUEST", "The request could not be read. Send it again as documented.", [])),
            _ => Task.CompletedTask,
        };

    private static Task Allow(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private async Task<Caller> Admit(HttpContext http)
    {
        var origin = new Origin("rest", http.Connection.RemoteIpAddress?.ToString());
        var caller = http.Request.Headers.Authorization is { Count: > 0 } given
            ? await ByKey(given.ToString(), origin, http)
            : SameOrigin.Check(http, SignedIn.Caller(http.User, origin));
        if (caller is null)
        {
            limits.TakeStranger(http.Connection.RemoteIpAddress, http.Response.Headers);
            http.Response.Headers.WWWAuthenticate = "Bearer";
            throw new Refused(401, "UNAUTHENTICATED", "Send an API key that works as 'Authorization: Bearer …'. './crm keys create' makes one.");
        }

        limits.Take(caller, http.Response.Headers);
        return caller with { IdempotencyKey = IdempotencyKey(http.Request.Headers["Idempotency-Key"]) };
    }

    private async Task<Caller?> ByKey(string given, Origin origin, HttpContext http) =>
        given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && ApiKeySecret.Read(given[Scheme.Length..].Trim()) is { } secret
        && await keys.Find(secret, () => limits.TakeLookup(http.Connection.RemoteIpAddress, http.Response.Headers), http.RequestAborted) is { } known
            ? new Caller(known.TenantId, known.UserId, SessionId: null, origin) { Key = InForce(known, http).Key }
            : null;

    // Whoever has the secret may know why it does not work any more.
    private KnownKey InForce(KnownKey key, HttpContext http)
    {
        if (!key.HasExpired(clock.GetUtcNow()))
        {
            return key;
        }

        limits.TakeStranger(http.Connection.RemoteIpAddress, http.Response.Headers);
        http.Response.Headers.WWWAuthenticate = "Bearer";
        throw new Refused(401, "KEY_EXPIRED", string.Create(
            CultureInfo.InvariantCulture, $"This API key expired on {key.ExpiresAt:d MMM yyyy, HH:mm} UTC. Make a new one on the page API keys or with './crm keys create'."));
    }

    private static string? IdempotencyKey(StringValues given) => given.Count == 0 ? null
        : given is [{ Length: > 0 and <= LongestKey } key] && key.All(c => c is > ' ' and <= '~') ? key
        : throw InvalidInput.Of("Idempotency-Key", "invalid", $"An idempotency key has 1 to {LongestKey} printable characters without blanks. A UUID is a good one.");

    private async Task Refuse(HttpContext http, Exception failure)
    {
        var refusal = Translate(failure);
        // What failed behind the door has its line in the log already.
        if (refusal is { IsExpected: false, TraceId: null } && !outages.Heard(failure))
        {
            log.LogError(failure, "{Method} {Path} failed", http.Request.Method, http.Request.Path);
        }

        if (refusal.Status == 401)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
        }

        http.Response.Headers.Remove("ETag");
        http.Response.Headers.Remove("Location");
        await ErrorAnswer.Write(http, refusal);
    }
}
