namespace CrmLive;

/// <summary>The values of a choice, in their order, with labels.</summary>
public static class Choices
{
    /// <summary>The value that is meant, by itself or by its label; null for none.</summary>
    /// <exception cref="RuleBroken">It is none of them.</exception>
    public static string? Chosen(this IReadOnlyList<KeyValuePair<string, string>> choices, string? typed, string field) =>
        string.IsNullOrWhiteSpace(typed) ? null
        : choices.FirstOrDefault(choice => choice.Key == typed.Trim() || NameFold.AreSame(choice.Value, typed)).Key
            ?? throw new RuleBroken("field.invalid", $"{Text.Short(typed)} is no {field.Replace('_', ' ')}. Choose one of {string.Join(", ", choices.Select(choice => choice.Key))}.", field);
}
