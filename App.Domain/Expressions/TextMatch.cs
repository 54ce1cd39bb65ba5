using System.Diagnostics.CodeAnalysis;

namespace CrmLive.Expressions;

/// <summary>What equality, order and "contains" of text mean in expressions: what <see cref="NameFold"/> folds to one name is the same; trailing blanks do not count.</summary>
internal static class TextMatch
{
    public static IEqualityComparer<string> Comparer { get; } = new Folding();

    public static bool Same(string left, string right) =>
        string.Equals(left, right, StringComparison.Ordinal) || string.Equals(NameFold.Whole(left), NameFold.Whole(right), StringComparison.Ordinal);

    public static int Compare(string left, string right) => NameFold.Compare(NameFold.Whole(left), NameFold.Whole(right));

    public static bool Contains(string text, string wanted) => NameFold.Whole(text).Contains(NameFold.Whole(wanted), StringComparison.Ordinal);

    private sealed class Folding : IEqualityComparer<string>
    {
        public bool Equals(string? x, string? y) => x is null ? y is null : y is not null && Same(x, y);

        public int GetHashCode([DisallowNull] string obj) => NameFold.Whole(obj).GetHashCode(StringComparison.Ordinal);
    }
}
