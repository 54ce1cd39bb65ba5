using System.Globalization;
using System.Text;

namespace CrmLive;

/// <summary>Bounds and cleans what people type, so that no entity holds blanks, a novel, or one word in two spellings that look the same.</summary>
public static class Text
{
    public const int NameLength = 200;
    public const int NoteLength = 2000;

    // Letters and signs by their category, and nothing to be seen: fillers of Hangul and the blank of Braille.
    private static readonly HashSet<int> Blanks = [0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0];

    /// <summary>Trimmed text, or a refusal that names the field.</summary>
    public static string Required(string? text, string field, int longest = NameLength) =>
        Optional(text, field, longest) ?? throw new RuleBroken("field.required", $"{Label(field)} is missing. Type a value.", field);

    /// <summary>Trimmed text in one form (NFC), or null when there is nothing to be seen in it. What may be as long as a note keeps its lines.</summary>
    public static string? Optional(string? text, string field, int longest = NameLength)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var cleaned = Clean(text, field, keepsLines: longest >= NoteLength);
        if (!cleaned.EnumerateRunes().Any(IsSeen))
        {
            return null;
        }

        return cleaned.Length <= longest
            ? cleaned
            : throw new RuleBroken("field.too_long", $"{Label(field)} has {cleaned.Length} characters; {longest} is the most. Shorten it.", field);
    }

    /// <summary>An address of RFC 5321, which bounds it to 254 characters; whether it exists only a message can tell.</summary>
    public static string? EmailAddress(string? text, string field)
    {
        var email = Optional(text, field, 254);
        var at = email?.IndexOf('@', StringComparison.Ordinal) ?? 1;
        return email is null || (at > 0 && at == email.LastIndexOf('@') && at < email.Length - 1 && !email.Any(char.IsWhiteSpace))
            ? email
            : throw new RuleBroken("field.invalid", "This is not an e-mail address. It looks like name@company.com.", field);
    }

    // Breaks and tabs come along when people paste, and mean a blank where there is one line.
    private static string Clean(string text, string field, bool keepsLines)
    {
        var kept = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, at, out var rune))
            {
                throw Invalid(field);
            }

            at += rune.Utf16SequenceLength;
            if (rune.Value is '\n' or '\r' or '\t' or 0x2028 or 0x2029)
            {
                kept.Append(keepsLines ? (char)rune.Value : ' ');
            }
            else if (Rune.IsControl(rune) || IsNoCharacter(rune.Value))
            {
                throw Invalid(field);
            }
            else if (!IsHidden(rune.Value))
            {
                kept.Append(rune.ToString());
            }
        }

        return kept.ToString().Normalize(NormalizationForm.FormC).Trim();
    }

    /// <summary>As much of a text as a message repeats.</summary>
    public static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";

    private static bool IsSeen(Rune rune) => !Blanks.Contains(rune.Value) && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark);

    // Marks of width zero, and those that turn the direction of all that follows. Joiners stay: Persian and emoji are written with them.
    private static bool IsHidden(int value) =>
        value is 0xAD or 0x180E or 0x200B or 0xFEFF or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x2069);

    /// <summary>What Unicode says is never a character; .NET normalises no text that has one.</summary>
    internal static bool IsNoCharacter(int value) => (value & 0xFFFE) == 0xFFFE || value is >= 0xFDD0 and <= 0xFDEF;

    private static RuleBroken Invalid(string field) =>
        new("field.invalid", $"{Label(field)} holds a character that cannot be stored. Remove it.", field);

    private static string Label(string field)
    {
        var words = field.Replace('_', ' ');
        return char.ToUpperInvariant(words[0]) + words[1..];
    }
}
