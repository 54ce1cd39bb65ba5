using FluentValidation;

namespace CrmLive.Shell;

/// <summary>What can be searched for.</summary>
internal static class SearchRules
{
    public static void SearchText<T>(this IRuleBuilder<T, string?> text) =>
        text.MaximumLength(Text.NameLength).WithMessage($"Search for at most {Text.NameLength} characters.")
            .Must(typed => typed is null || !typed.Contains('\0', StringComparison.Ordinal)).WithMessage("The search holds a character that no text has. Remove it.");
}
