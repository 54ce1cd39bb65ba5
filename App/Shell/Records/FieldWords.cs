using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using CrmLive.Data;

namespace CrmLive.Shell;

/// <summary>Values of fields in words: as the person in front of a page writes numbers and days, or for programs the same for everybody.</summary>
internal static class FieldWords
{
    private static readonly FrozenSet<string> Days = FieldsOf(typeof(DateOnly));
    private static readonly FrozenSet<string> Instants = FieldsOf(typeof(DateTimeOffset));

    /// <summary>Of an event.</summary>
    public static string? Of(Work work, string field, JsonElement value) =>
        work.Format is { } format && !IsPlain(field) && Read(field, value) is { } known ? format.Value(known, work.Zone) : Raw(value);

    /// <summary>Of a record.</summary>
    public static string? Of(Work work, string field, object? value) =>
        IsPlain(field) && value is not null ? Convert.ToString(value, CultureInfo.InvariantCulture) : (work.Format ?? PersonalFormat.Default).Value(value, work.Zone);

    public static string? Raw(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.Number when value.TryGetDecimal(out var number) => number.ToString("0.####", CultureInfo.InvariantCulture),
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };

    // A reference is named by its number, and a year is no quantity.
    private static bool IsPlain(string field) => field.EndsWith("_id", StringComparison.Ordinal) || field.EndsWith("_year", StringComparison.Ordinal);

    // Null for what is text, whatever it looks like.
    private static object? Read(string field, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDecimal(out var number) => number,
        JsonValueKind.String when Days.Contains(field) && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", out var day) => day,
        JsonValueKind.String when Instants.Contains(field) && value.TryGetDateTimeOffset(out var at) => at,
        _ => null,
    };

    private static FrozenSet<string> FieldsOf(Type type) => typeof(Entity).Assembly.GetExportedTypes()
        .SelectMany(holder => holder.GetProperties())
        .Where(property => (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) == type)
        .Select(property => EventJson.Snake(property.Name))
        .ToFrozenSet(StringComparer.Ordinal);
}
