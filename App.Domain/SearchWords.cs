using System.Globalization;
using System.Text;

namespace CrmLive;

/// <summary>Takes texts apart into the words that they are found by: what is kept of records and what people search for alike.</summary>
public static class SearchWords
{
    /// <summary>No word is longer; what would be is cut, on both sides.</summary>
    public const int WordLength = 40;

    /// <summary>The shortest end of a word that is kept, and so the shortest middle that is found.</summary>
    public const int FewestLetters = 3;

    /// <summary>The same for telephone numbers.</summary>
    public const int FewestDigits = 4;

    /// <summary>Runs of letters and digits, folded; a text that has none is one word as it is.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        var folded = NameFold.Of(text);
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in folded.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
            {
                word.Append(rune.ToString());
            }
            else if (rune.Value != '\'')
            {
                Finish(word, words);
            }
        }

        Finish(word, words);
        return words.Count == 0 && folded.Length > 0 ? [Cut(folded)] : words;
    }

    /// <summary>What a word ends with, from its second letter on.</summary>
    public static IEnumerable<string> Ends(string word, int fewest)
    {
        for (var at = 1; at <= word.Length - fewest; at++)
        {
            if (!char.IsLowSurrogate(word[at]))
            {
                yield return word[at..];
            }
        }
    }

    /// <summary>The digits of a telephone number without the zeros before it and the one in brackets, which are dialled at home only.</summary>
    public static string Digits(string text) =>
        Cut(string.Concat(text.Replace("(0)", "", StringComparison.Ordinal).Where(char.IsAsciiDigit)).TrimStart('0'));

    private static void Finish(StringBuilder word, List<string> words)
    {
        if (word.Length > 0 && Cut(word.ToString()) is var whole && !words.Contains(whole))
        {
            words.Add(whole);
        }

        word.Clear();
    }

    private static string Cut(string word) =>
        word.Length <= WordLength ? word : word[..(char.IsHighSurrogate(word[WordLength - 1]) ? WordLength - 1 : WordLength)];
}
