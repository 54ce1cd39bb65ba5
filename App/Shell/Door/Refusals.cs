using System.Text.Json.Serialization;

namespace CrmLive.Shell;

/// <summary>The record does not exist, or is not visible to who asked: the two look the same.</summary>
public sealed class NotFound(string what) : Exception($"{what} does not exist, or you may not see it. Check the address, or ask its owner.")
{
    public NotFound(RecordKind kind, long number)
        : this(new RecordId(kind, number).ToString())
    {
    }
}

/// <summary>The policy says no.</summary>
public sealed class AccessDenied(string reason) : Exception(reason);

/// <summary>The session has ended, the person was deactivated, or there never was one.</summary>
public sealed class SignedOut() : Exception("You are signed out. Sign in again; what you typed stays on this page.");

/// <summary>Somebody else saved the record since it was read.</summary>
/// <param name="current">Its version now.</param>
public class StaleVersion(RecordKind kind, long number, long current, string? message = null)
    : Exception(message ?? $"{new RecordId(kind, number)} was changed by somebody else in the meantime. Look at the new values and save again.")
{
    public long Current { get; } = current;
}

/// <summary>The input does not fit; one problem per field.</summary>
public sealed class InvalidInput(IReadOnlyList<Problem> problems) : Exception(problems.Count == 1 ? problems[0].Message : "Some fields need another look.")
{
    public IReadOnlyList<Problem> Problems { get; } = problems;

    public static InvalidInput Of(string field, string code, string message) => new([new Problem(field, code, message)]);
}

/// <summary>Somebody else has saved something at the same moment of which there can be only one.</summary>
public sealed class Taken() : Exception("Somebody else has just saved the same, and it can be there only once. Look at what is there and try again.");

/// <summary>The idempotency key was used for another request, or its first use is still running.</summary>
public sealed class KeyConflict(string message) : Exception(message);

/// <param name="Field">In the spelling of the wire, for example <c>expected_close</c>; empty when the whole request is meant.</param>
public sealed record Problem(string Field, string Code, string Message)
{
    /// <summary>The values to choose from, where two people changed the same field.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FieldVersions? Conflict { get; init; }
}

/// <summary>A field that two people changed: as both had found it, as it is now, and as you want it.</summary>
public sealed record FieldVersions(object? Original, object? Current, object? Yours, string ChangedBy, DateTimeOffset ChangedAt);
