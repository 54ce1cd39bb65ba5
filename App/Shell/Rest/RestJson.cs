using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CrmLive.Shell;

/// <summary>How JSON looks on the wire: snake_case, typed ids, enums by name, no trailing zeros; what it does not know it refuses.</summary>
public static class RestJson
{
    public const int Depth = 16;

    public static JsonSerializerOptions Options { get; } = Made();

    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.DictionaryKeyPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.MaxDepth = Depth;

        // Quotes and accents as they are: the answer is JSON by its content type, and no browser is left to guess.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new IdConverter());
        options.Converters.Add(new AmountConverter());
        options.Converters.Add(new DayConverter());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
    }

    private static JsonSerializerOptions Made()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private sealed class IdConverter : JsonConverter<RecordId>
    {
        public override RecordId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            RecordId.TryParse(reader.GetString(), out var id) ? id.Value : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, RecordId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }

    private sealed class DayConverter : JsonConverter<DateOnly>
    {
        private const string Form = "yyyy-MM-dd";

        public override DateOnly Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            DateOnly.TryParseExact(reader.GetString(), Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && Calendar.Holds(day) ? day : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, DateOnly value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString(Form, CultureInfo.InvariantCulture));
    }

    private sealed class AmountConverter : JsonConverter<decimal>
    {
        // Dividing by one with the longest fraction drops the zeros that a column of four decimals brings along.
        private const decimal One = 1.0000000000000000000000000000m;

        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDecimal();

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteNumberValue(value / One);
    }
}
