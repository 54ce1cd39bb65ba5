using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CrmLive.Data;

/// <summary>Every type of event there can be, read from the types of the domain: name, version, schema and an example. Whoever offers events to choose from asks here.</summary>
public static class EventCatalogue
{
    private static readonly string[] Verbs = [RowChange.Created, "updated", "deleted", "restored", RowChange.Removed];

    public static IReadOnlyList<EventType> All { get; } = [.. Own().Concat(Plain()).DistinctBy(type => type.Name).OrderBy(type => type.Name, StringComparer.Ordinal)];

    private static readonly Dictionary<string, EventType> ByName = All.ToDictionary(type => type.Name, StringComparer.Ordinal);

    /// <summary>Null where there is none of this name.</summary>
    public static EventType? Named(string name) => ByName.GetValueOrDefault(name);

    // What an entity tells in words of its own.
    private static IEnumerable<EventType> Own() => typeof(DomainEvent).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(DomainEvent)))
        .Select(type => Of((DomainEvent)EventSample.Of(type)!, Fields(type)));

    // What is told of any record that has no words of its own for it.
    private static IEnumerable<EventType> Plain() =>
        from type in typeof(IRecord).Assembly.GetTypes()
        where type is { IsAbstract: false, IsInterface: false } && typeof(IRecord).IsAssignableFrom(type) && type.IsSubclassOf(typeof(Entity))
        let kind = ((IRecord)Activator.CreateInstance(type, nonPublic: true)!).Kind
        from verb in Verbs
        where verb is not ("deleted" or "restored") || typeof(ISoftDeleted).IsAssignableFrom(type)
        select Of(new RecordChanged(kind, EventSample.Number, verb, new Dictionary<string, object?[]> { ["name"] = ["before", "after"] }), [new EventField("fields", "changes", false)]);

    private static EventType Of(DomainEvent sample, IReadOnlyList<EventField> fields) =>
        new(sample.Type, int.Parse(sample.Type[(sample.Type.LastIndexOf('v') + 1)..], System.Globalization.CultureInfo.InvariantCulture), sample.Subject.Name, fields, EventJson.Write(sample));

    private static EventField[] Fields(Type type)
    {
        var nullability = new NullabilityInfoContext();
        return [.. type.GetProperties()
            .Where(property => property.GetCustomAttribute<JsonIgnoreAttribute>(inherit: true) is null && !IsIgnoredAbove(property))
            .Select(property => new EventField(
                JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name),
                Word(property.PropertyType),
                nullability.Create(property).ReadState == NullabilityState.Nullable))];
    }

    private static bool IsIgnoredAbove(PropertyInfo property) => typeof(DomainEvent).GetProperty(property.Name) is not null;

    private static string Word(Type type) => Nullable.GetUnderlyingType(type) is { } inner ? Word(inner) : type switch
    {
        { IsEnum: true } => string.Join(" | ", Enum.GetNames(type).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)),
        _ when type == typeof(string) => "text",
        _ when type == typeof(bool) => "yes-no",
        _ when type == typeof(long) || type == typeof(int) || type == typeof(short) => "integer",
        _ when type == typeof(decimal) || type == typeof(double) => "number",
        _ when type == typeof(DateTimeOffset) => "instant",
        _ when type == typeof(DateOnly) => "date",
        _ when type.IsGenericType && type.GetGenericArguments() is [var of] => $"list of {Word(of)}",
        _ when type.IsArray => $"list of {Word(type.GetElementType()!)}",
        _ => "object",
    };
}

/// <param name="Name">With the version, for example <c>opportunity.stage_changed.v1</c>.</param>
/// <param name="Subject">The kind of record that it happens to.</param>
/// <param name="Example">A payload, as JSON.</param>
public sealed record EventType(string Name, int Version, string Subject, IReadOnlyList<EventField> Fields, string Example);

/// <summary>One field of a payload.</summary>
public sealed record EventField(string Name, string Type, bool IsOptional);
