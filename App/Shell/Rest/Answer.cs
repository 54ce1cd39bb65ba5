using System.Text.Json.Serialization;

namespace CrmLive.Shell;

/// <summary>A success on the wire.</summary>
public sealed record Answer<T>(T Data)
{
    [JsonPropertyOrder(-1)]
    public string Status => "ok";

    [JsonPropertyOrder(1)]
    public string TraceId { get; init; } = TraceIds.Current;
}

/// <summary>One page of a list on the wire.</summary>
/// <param name="NextCursor">Give it back as <c>cursor</c> to read on; null at the end.</param>
public sealed record ListAnswer<T>(IReadOnlyList<T> Data, string? NextCursor)
{
    [JsonPropertyOrder(-1)]
    public string Status => "ok";

    [JsonPropertyOrder(1)]
    public string TraceId { get; init; } = TraceIds.Current;
}

/// <summary>What a write answers: the record and its new version. The same idempotency key gets the same answer again.</summary>
public sealed record Saved(RecordId Id, long Version);
