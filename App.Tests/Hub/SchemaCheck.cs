using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CrmLive.Hub;

/// <summary>
/// Holds JSON against the schemas of an OpenAPI 3.1 document. A keyword that it does not know is a fault, and so is a field that the schema does not
/// name: what is not described is not promised.
/// </summary>
public sealed class SchemaCheck(JsonElement document)
{
    private static readonly HashSet<string> Words = ["description", "example", "examples", "default", "title", "deprecated"];

    /// <summary>What is wrong, each with its place; empty when the value fits.</summary>
    public IReadOnlyList<string> Faults(JsonElement schema, JsonElement value) => [.. Look(schema, value, "$")];

    /// <summary>The element that <c>#/components/…</c> names.</summary>
    public JsonElement Resolve(JsonElement element) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty("$ref", out var reference)
        ? Resolve(reference.GetString()!.Split('/').Skip(1).Aggregate(document, (at, name) => at.GetProperty(name)))
        : element;

    private IEnumerable<string> Look(JsonElement schema, JsonElement value, string place)
    {
        schema = Resolve(schema);
        if (schema.ValueKind == JsonValueKind.True)
        {
            return [];
        }

        return schema.EnumerateObject().Where(keyword => !Words.Contains(keyword.Name)).SelectMany(keyword => Keyword(schema, keyword, value, place));
    }

    private IEnumerable<string> Keyword(JsonElement schema, JsonProperty keyword, JsonElement value, string place) => keyword.Name switch
    {
        "type" => When(!Types(keyword.Value).Any(type => Is(type, value)), place, $"is {value.ValueKind} and not {keyword.Value}"),
        "enum" => When(!keyword.Value.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)), place, $"is {value} and not one of {keyword.Value}"),
        "pattern" => When(value.ValueKind == JsonValueKind.String && !Matches(value.GetString()!, keyword.Value.GetString()!), place, $"is {value} and does not match {keyword.Value}"),
        "format" => When(value.ValueKind is JsonValueKind.String or JsonValueKind.Number && !HasFormat(keyword.Value.GetString()!, value), place, $"is {value} and no {keyword.Value}"),
        "required" => value.ValueKind != JsonValueKind.Object ? []
            : keyword.Value.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{place} lacks {name}"),
        "properties" => Fields(keyword.Value, value, place),
        "items" => value.ValueKind != JsonValueKind.Array ? []
            : value.EnumerateArray().SelectMany((item, i) => Look(keyword.Value, item, $"{place}[{i}]")),
        "additionalProperties" => value.ValueKind != JsonValueKind.Object ? [] : Others(schema, keyword.Value, value, place),
        "oneOf" or "anyOf" => When(!keyword.Value.EnumerateArray().Any(one => !Look(one, value, place).Any()), place, $"fits none of {keyword.Name}"),
        "allOf" => keyword.Value.EnumerateArray().SelectMany(one => Look(one, value, place)),
        "minimum" => When(value.ValueKind == JsonValueKind.Number && value.GetDecimal() < keyword.Value.GetDecimal(), place, $"is less than {keyword.Value}"),
        "maximum" => When(value.ValueKind == JsonValueKind.Number && value.GetDecimal() > keyword.Value.GetDecimal(), place, $"is more than {keyword.Value}"),
        "maxLength" => When(value.ValueKind == JsonValueKind.String && value.GetString()!.Length > keyword.Value.GetInt32(), place, $"is longer than {keyword.Value}"),
        _ => [$"{place}: nobody checks the keyword {keyword.Name}"],
    };

    private IEnumerable<string> Fields(JsonElement properties, JsonElement value, string place) => value.ValueKind != JsonValueKind.Object ? []
        : value.EnumerateObject().SelectMany(field => properties.TryGetProperty(field.Name, out var schema)
            ? Look(schema, field.Value, $"{place}.{field.Name}")
            : [$"{place}.{field.Name} is not described"]);

    private IEnumerable<string> Others(JsonElement schema, JsonElement rest, JsonElement value, string place) =>
        value.EnumerateObject()
            .Where(field => !(schema.TryGetProperty("properties", out var known) && known.TryGetProperty(field.Name, out _)))
            .SelectMany(field => rest.ValueKind == JsonValueKind.False ? [$"{place}.{field.Name} is not allowed"] : Look(rest, field.Value, $"{place}.{field.Name}"));

    private static IEnumerable<string> When(bool isWrong, string place, string fault) => isWrong ? [$"{place} {fault}"] : [];

    private static IEnumerable<string> Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()!) : [type.GetString()!];

    private static bool Is(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        _ => false,
    };

    private static bool Matches(string text, string pattern) => Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static bool HasFormat(string format, JsonElement value) => format switch
    {
        "date-time" => DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "date" => DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", out _),
        "int32" => value.TryGetInt32(out _),
        "int64" => value.TryGetInt64(out _),
        "double" => value.TryGetDouble(out _),
        _ => false,
    };
}
