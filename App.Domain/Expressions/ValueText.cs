using System.Globalization;

namespace CrmLive.Expressions;

/// <summary>Values as text that does not depend on who reads it: the spelling of literals, of <c>concat</c> and of the stored tree.</summary>
public static class ValueText
{
    private const string InstantForm = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    public static string Invariant(Value value) => value.Kind switch
    {
        ValueKind.Empty => "",
        ValueKind.Boolean => value.IsTrue ? "true" : "false",
        ValueKind.Number => Plain(value.Number),
        ValueKind.Money => $"{value.Money.Currency} {Plain(value.Money.Amount)}",
        ValueKind.Date => value.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ValueKind.Instant => value.Instant.ToString(InstantForm, CultureInfo.InvariantCulture),
        ValueKind.Duration => Duration(value.Number, value.Unit),
        ValueKind.Reference => value.Reference.ToString(),
        ValueKind.List => string.Join(", ", value.List),
        _ => value.Text,
    };

    /// <summary>As it is typed in an expression.</summary>
    internal static string Literal(Value value) => value.Kind switch
    {
        ValueKind.Empty => "empty",
        ValueKind.Text => Quoted(value.Text),
        ValueKind.Reference => Quoted(value.Reference.ToString()),
        _ => Invariant(value),
    };

    /// <summary>Reads what <see cref="Invariant"/> wrote.</summary>
    /// <exception cref="FormatException">The text is not of this kind.</exception>
    internal static Value Read(ValueKind kind, string text) => kind switch
    {
        ValueKind.Empty => Value.Empty,
        ValueKind.Boolean => Value.Of(bool.Parse(text)),
        ValueKind.Number => Value.Of(Number(text)),
        ValueKind.Money => Value.Of(new Money(Number(text[4..]), text[..3])),
        ValueKind.Text => Value.Quoted(text),
        ValueKind.Date => Value.Of(DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture)),
        ValueKind.Instant => Value.Of(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)),
        ValueKind.Duration => Duration(text.Split(' ')),
        ValueKind.Reference => RecordId.TryParse(text, out var id) ? Value.Of(id) : throw new FormatException($"{text} is no identifier."),
        _ => throw new FormatException($"A literal cannot be a {kind}."),
    };

    private static string Plain(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);

    private static string Duration(decimal amount, TimeUnit unit)
    {
        var name = unit.ToString().ToLowerInvariant();
        return amount == 1m ? $"1 {name}" : $"{Plain(amount)} {name}s";
    }

    private static Value Duration(string[] parts) => parts.Length == 2 && Enum.TryParse<TimeUnit>(parts[1].TrimEnd('s'), ignoreCase: true, out var unit)
        ? Value.Of(Number(parts[0]), unit)
        : throw new FormatException("A duration is a number and a unit.");

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
