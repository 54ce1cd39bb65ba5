using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace CrmLive.Shell;

/// <summary>Reads named values into a record and says of each one that does not fit what would.</summary>
internal static class Fields
{
    private const int LongestEcho = 60;
    private const int Most = 20;

    private static readonly ConcurrentDictionary<Type, IReadOnlyDictionary<string, JsonPropertyInfo>> Shapes = [];

    /// <exception cref="InvalidInput">Fields that are missing, unknown or of another type; one problem each.</exception>
    public static T Read<T>(JsonObject values)
        where T : class
    {
        var known = Known(typeof(T));
        List<Problem> problems = [.. Missing(known, values).Concat(values.Select(value => Check(known, value.Key, value.Value)).OfType<Problem>()).Take(Most)];
        if (problems.Count > 0)
        {
            throw new InvalidInput(problems);
        }

        return values.Deserialize<T>(RestJson.Options)!;
    }

    public static IReadOnlyDictionary<string, JsonPropertyInfo> Known(Type type) => Shapes.GetOrAdd(type, static type =>
        RestJson.Options.GetTypeInfo(type).Properties.Where(field => field.Get is not null).ToDictionary(field => field.Name, StringComparer.Ordinal));

    private static IEnumerable<Problem> Missing(IReadOnlyDictionary<string, JsonPropertyInfo> known, JsonObject values) =>
        from field in known.Values
        where values[field.Name] is null
        select NeededAttribute.Of(field) is { } needed ? new Problem(field.Name, "required", needed.Otherwise) : null into problem
        where problem is not null
        select problem;

    private static Problem? Check(IReadOnlyDictionary<string, JsonPropertyInfo> known, string name, JsonNode? value)
    {
        if (!known.TryGetValue(name, out var field))
        {
            return new Problem(Echo(name), "unknown", $"There is no field of this name here. There are: {string.Join(", ", known.Keys)}.");
        }

        if (value is null)
        {
            return NeededAttribute.Of(field) is null && field.PropertyType.IsValueType && Nullable.GetUnderlyingType(field.PropertyType) is null
                ? new Problem(name, "type", $"{name} cannot be null; it has to be {Words(field.PropertyType)}.")
                : null;
        }

        try
        {
            return value.Deserialize(field.PropertyType, RestJson.Options) is RecordId id && WireId.KindOf(name) is { } kind && id.Kind != kind ? WireId.Misfit(kind, name) : null;
        }
        catch (Exception misfit) when (misfit is JsonException or InvalidOperationException or FormatException)
        {
            return Inside(misfit) is { Length: > 0 } inside
                ? new Problem(name + inside, "type", $"{name + inside} does not fit. The API description says what it can be.")
                : new Problem(name, "type", $"{name} has to be {Words(field.PropertyType)}.");
        }
    }

    private static string Inside(Exception misfit) =>
        (misfit as JsonException)?.Path is { Length: > 1 } path && path.Length <= LongestEcho ? path[1..] : "";

    public static string Echo(string name) => name.Length <= LongestEcho ? name : name[..LongestEcho];

    private static string Words(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when type == typeof(string) => "text",
            _ when type == typeof(bool) => "true or false",
            _ when type == typeof(int) || type == typeof(long) => "a whole number that is not too large",
            _ when type == typeof(decimal) => "a number that is not too large",
            _ when type == typeof(DateOnly) => $"a date between {Calendar.First.Year} and {Calendar.Last.Year}, such as 2026-03-31",
            _ when type == typeof(DateTimeOffset) => "a time, such as 2026-03-31T09:00:00Z",
            _ when type == typeof(RecordId) => "an id with its prefix, such as acc_1001",
            { IsEnum: true } => $"one of {string.Join(", ", Enum.GetNames(type).Select(Data.EventJson.Snake))}",
            _ => "a list or an object of the documented shape",
        };
    }
}
