using CrmLive.Data;
using CrmLive.Live;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Shell;

/// <summary>The one error shape. Toasts, form errors, problem JSON and the command line all read it.</summary>
/// <param name="Status">The fitting HTTP status.</param>
/// <param name="IsExpected">False for a defect of ours: it is logged with its trace.</param>
public sealed record Refusal(int Status, string Code, string Message, IReadOnlyList<Problem> Details, bool IsExpected = true)
{
    private const string TraceKey = "crm.trace";

    /// <summary>W3C trace id of the request that failed; null for an expected refusal.</summary>
    public string? TraceId { get; init; }

    /// <summary>Translates what went wrong. Never lets the words of a library or a database through.</summary>
    public static Refusal Of(Exception failure)
    {
        var refusal = Translate(failure);
        return refusal.IsExpected ? refusal : refusal with { TraceId = failure.Data[TraceKey] as string };
    }

    /// <summary>In words what a router or a library answers with a status alone.</summary>
    public static Refusal Bare(int status) => status switch
    {
        401 => Of(new SignedOut()),
        403 => new(403, "ACCESS_DENIED", "You may not do this. An administrator can tell you who may.", []),
        404 => new(404, "NOT_FOUND", "There is nothing at this address. It may have moved, or the link was cut.", []),
        405 => new(405, "METHOD_NOT_ALLOWED", "This address cannot be used in this way.", []),
        413 => new(413, "BODY_TOO_LARGE", "The body is too large. Send less at once.", []),
        415 => new(415, "UNSUPPORTED_MEDIA_TYPE", "This address cannot read what was sent.", []),
        429 => new(429, "TOO_MANY_REQUESTS", "Too much was asked for at once. Try again in a moment.", []),
        503 => new(503, "BUSY", "This cannot be answered just now. Try again in a moment.", []),
        >= 500 => new(status, "INTERNAL_ERROR", "Something went wrong on our side and nothing was changed. Try again.", []),
        _ => new(status, "BAD_REQUEST", "The request could not be read. Go back, reload the page and try again.", []),
    };

    /// <summary>Notes on the failure to which request it belongs, so that whoever shows it can say so.</summary>
    internal static void Mark(Exception failure, string traceId) => failure.Data[TraceKey] ??= traceId;

    private static Refusal Translate(Exception failure) => failure switch
    {
        Refused refused => refused.Refusal,
        BadHttpRequestException unread => Bare(unread.StatusCode),
        RuleBroken rule => new(422, rule.Code.ToUpperInvariant().Replace('.', '_'), rule.Message,
            [.. rule.Faults.Select(fault => new Problem(fault.Field ?? "", fault.Code, fault.Message))]),
        InvalidInput invalid => new(400, "VALIDATION_FAILED", invalid.Message, invalid.Problems),
        NotFound => new(404, "NOT_FOUND", failure.Message, []),
        AccessDenied => new(403, "ACCESS_DENIED", failure.Message, []),
        SignedOut => new(401, "SIGNED_OUT", failure.Message, []),
        FieldConflict conflict => new(412, "FIELD_CONFLICT", conflict.Message, [Now(conflict), .. conflict.Fields.Select(Problem)]),
        StaleVersion stale => new(412, "STALE_VERSION", stale.Message, [Now(stale)]),
        DbUpdateConcurrencyException => new(412, "STALE_VERSION", "Somebody else changed this at the same moment. Look at the new values and save again.", []),
        Taken => new(409, "TAKEN", failure.Message, []),
        KeyConflict => new(409, "IDEMPOTENCY_CONFLICT", failure.Message, []),
        JobTaken => new(409, "JOB_TAKEN", failure.Message, []),
        LeaseLost => new(409, "LEASE_LOST", failure.Message, []),
        HappenedAlready => new(409, "HAPPENED_ALREADY", failure.Message, []),
        OperationCanceledException => new(499, "CANCELLED", "The request was cancelled.", []),
        _ when Outage.IsConflict(failure) => new(503, "BUSY", "Too many people changed the same at this moment, and nothing of yours was saved. Try again.", []),
        { InnerException: TimeoutException } => new(503, "TOO_SLOW", "This took too long and was stopped. Narrow it with a filter, or try again in a moment.", [], IsExpected: false),
        _ when Outage.Is(failure) => new(503, "UNAVAILABLE", "The database cannot be reached at the moment, and nothing was changed. Try again in a moment.", [], IsExpected: false),
        _ => new(500, "INTERNAL_ERROR", "Something went wrong on our side and nothing was changed. Try again; if it stays, tell support the trace id.", [], IsExpected: false),
    };

    private static Problem Now(StaleVersion stale) => new("version", "stale", $"The version is {stale.Current} now.");

    private static Problem Problem(ConflictingField field) => new(field.Field, "conflict", $"{field.ChangedBy} changed {field.Label} to {field.Current.Text ?? "nothing"}.")
    {
        Conflict = new FieldVersions(field.Original.Wire, field.Current.Wire, field.Yours.Wire, field.ChangedBy, field.ChangedAt),
    };
}
