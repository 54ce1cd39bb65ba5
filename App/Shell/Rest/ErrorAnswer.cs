using Microsoft.AspNetCore.WebUtilities;

namespace CrmLive.Shell;

/// <summary>The one error shape on the wire: ours, with the fields of problem JSON (RFC 9457) beside it.</summary>
public sealed record ErrorAnswer(
    string Type, string Title, int Status, string Code, string Message, IReadOnlyList<Problem> Details, string TraceId)
{
    public const string ContentType = "application/problem+json";

    /// <summary>In seconds: after how long it is worth trying again.</summary>
    public const string RetryAfter = "5";

    public static ErrorAnswer Of(Refusal refusal) => new(
        $"urn:crmlive:error:{refusal.Code.ToLowerInvariant()}",
        ReasonPhrases.GetReasonPhrase(refusal.Status) is { Length: > 0 } phrase ? phrase : refusal.Code,
        refusal.Status,
        refusal.Code,
        refusal.Message,
        refusal.Details,
        TraceIds.Current);

    public static Task Write(HttpContext http, Refusal refusal)
    {
        http.Response.StatusCode = refusal.Status;
        http.Response.Headers.CacheControl = "no-store";
        if (refusal.Status == StatusCodes.Status503ServiceUnavailable)
        {
            http.Response.Headers.RetryAfter = RetryAfter;
        }

        return http.Response.WriteAsJsonAsync(Of(refusal), RestJson.Options, ContentType, http.RequestAborted);
    }
}

/// <summary>A refusal that only the wire knows, such as a body that is no JSON.</summary>
public sealed class Refused(Refusal refusal) : Exception(refusal.Message)
{
    public Refused(int status, string code, string message, params Problem[] details)
        : this(new Refusal(status, code, message, details))
    {
    }

    public Refusal Refusal { get; } = refusal;
}
