using System.Text.Json.Serialization;

namespace CrmLive;

/// <summary>Something that happened, in the past tense. Its public properties are the stored payload.</summary>
/// <param name="Type">Name and version, for example <c>opportunity.stage_changed.v1</c>; never reused with another shape.</param>
/// <param name="Subject">The kind of record that it happened to.</param>
/// <param name="SubjectId">The number of that record.</param>
public abstract record DomainEvent(
    [property: JsonIgnore] string Type,
    [property: JsonIgnore] RecordKind Subject,
    [property: JsonIgnore] long SubjectId)
{
    /// <summary>When it happened, where that is not when it is saved: history that comes from elsewhere.</summary>
    [JsonIgnore]
    public DateTimeOffset? At { get; init; }
}
