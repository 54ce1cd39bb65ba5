using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CrmLive;

/// <summary>The short typed identifier that people and partners see, such as <c>ct_1001</c>.</summary>
public readonly record struct RecordId(RecordKind Kind, long Number)
{
    /// <summary>Reads <c>opp_1001</c>; refuses unknown prefixes, signs, blanks and numbers that are not positive.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out RecordId? id)
    {
        id = null;
        var cut = text?.LastIndexOf('_') ?? -1;
        if (cut < 1 || !TryNumber(text.AsSpan(cut + 1), out var number))
        {
            return false;
        }

        var prefix = text![..cut];
        var kind = RecordKind.All.FirstOrDefault(k => k.Prefix == prefix);
        id = kind is null ? null : new RecordId(kind, number);
        return id is not null;
    }

    /// <summary>Reads an identifier of one kind, with its prefix or as the bare number.</summary>
    public static bool TryParse(string? text, RecordKind kind, out long number)
    {
        number = 0;
        if (TryParse(text, out var id))
        {
            number = id.Value.Number;
            return id.Value.Kind == kind;
        }

        return TryNumber(text, out number);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kind.Prefix}_{Number}");

    private static bool TryNumber(ReadOnlySpan<char> digits, out long number) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;
}
