using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CrmLive.Data;

/// <summary>How events and audit entries are written: snake_case, enums by name, nothing left out.</summary>
public static class EventJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DictionaryKeyPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>The payload of an event; a plain change is only its fields.</summary>
    public static string Write(DomainEvent happened) => happened is RecordChanged changed
        ? JsonSerializer.Serialize(new { changed.Fields }, Options)
        : JsonSerializer.Serialize(happened, happened.GetType(), Options);

    public static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
