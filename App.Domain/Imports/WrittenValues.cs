using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CrmLive.Imports;

/// <summary>The values that an import left in a record, by field, so that the next one can tell what was changed since.</summary>
public sealed class WrittenValues
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SortedDictionary<string, string?> _values = new(StringComparer.Ordinal);

    private WrittenValues()
    {
    }

    public static WrittenValues None { get; } = new();

    public static WrittenValues Of(params IEnumerable<(string Field, object? Value)> values)
    {
        var written = new WrittenValues();
        foreach (var (field, value) in values)
        {
            written._values[field] = Spell(value);
        }

        return written;
    }

    public static WrittenValues Parse(string json) =>
        Of((JsonSerializer.Deserialize<Dictionary<string, string?>>(json) ?? []).Select(pair => (pair.Key, (object?)pair.Value)));

    /// <summary>One spelling per value, the same however many zeros the database adds to a number.</summary>
    public static string? Spell(object? value) => value switch
    {
        null or "" => null,
        string text => text,
        decimal number => Math.Round(number, 4).ToString("0.####", CultureInfo.InvariantCulture),
        Money money => $"{money.Currency} {Spell(money.Amount)}",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    public bool Knows(string field) => _values.ContainsKey(field);

    public string? Of(string field) => _values.GetValueOrDefault(field);

    /// <summary>These, with some fields of others.</summary>
    public WrittenValues With(WrittenValues others, IReadOnlySet<string> fields) =>
        Of(_values.Concat(others._values.Where(pair => fields.Contains(pair.Key))).Select(pair => (pair.Key, (object?)pair.Value)));

    public string ToJson() => JsonSerializer.Serialize(_values, Plain);
}
