namespace CrmLive;

/// <summary>Bounds and cleans what people type, so that no entity holds blanks or a novel.</summary>
public static class Text
{
    public const int NameLength = 200;
    public const int NoteLength = 2000;

    /// <summary>Trimmed text, or a refusal that names the field.</summary>
    public static string Required(string? text, string field, int longest = NameLength) =>
        Optional(text, field, longest) ?? throw new RuleBroken("field.required", $"{Label(field)} is missing. Type a value.", field);

    /// <summary>Trimmed text, or null when there is nothing in it.</summary>
    public static string? Optional(string? text, string field, int longest = NameLength)
    {
        var trimmed = text?.Trim();
        if (string.IsNullOrEmpty(trimmed))
        {
            return null;
        }

        if (trimmed.Contains('\0', StringComparison.Ordinal))
        {
            throw new RuleBroken("field.invalid", $"{Label(field)} holds a character that cannot be stored. Remove it.", field);
        }

        return trimmed.Length <= longest
            ? trimmed
            : throw new RuleBroken("field.too_long", $"{Label(field)} has {trimmed.Length} characters; {longest} is the most. Shorten it.", field);
    }

    private static string Label(string field)
    {
        var words = field.Replace('_', ' ');
        return char.ToUpperInvariant(words[0]) + words[1..];
    }
}
