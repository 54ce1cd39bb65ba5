using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;

namespace CrmLive.Shell;

/// <summary>The query string of a request, read into a record; what it does not know it refuses.</summary>
public sealed class Asked<T>(T value) : Microsoft.AspNetCore.Http.Metadata.IEndpointParameterMetadataProvider
    where T : class
{
    public T Value => value;

    public static ValueTask<Asked<T>?> BindAsync(HttpContext http) => new(new Asked<T>(Fields.Read<T>(Values(http.Request))));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(new AskedShape(typeof(T)));

    private static JsonObject Values(HttpRequest http)
    {
        var known = Fields.Known(typeof(T));
        var values = new JsonObject();
        foreach (var (name, texts) in http.Query)
        {
            if (texts.Count != 1)
            {
                throw InvalidInput.Of(known.ContainsKey(name) ? name : "", "repeated", "A name may stand only once in the query.");
            }

            values[name] = name == WireCursor.Name ? WireCursor.Read(texts[0], http) : Typed(texts[0] ?? "", known.TryGetValue(name, out var field) ? Nullable.GetUnderlyingType(field.PropertyType) ?? field.PropertyType : null);
        }

        return values;
    }

    // What is no number or truth stays text, and is then refused by its type.
    private static JsonNode? Typed(string text, Type? type) => type switch
    {
        _ when text.Contains('\0', StringComparison.Ordinal) => throw InvalidInput.Of("", "invalid", "The query holds a character that cannot be searched for."),
        _ when text.Length == 0 => null,
        _ when type == typeof(int) && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ when type == typeof(bool) && bool.TryParse(text, out var truth) => truth,
        _ => text,
    };
}

/// <summary>The record that a route reads its query string into; the API description lists its fields.</summary>
public sealed record AskedShape(Type Type);
