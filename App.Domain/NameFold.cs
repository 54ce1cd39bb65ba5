using System.Buffers;
using System.Globalization;
using System.Text;

namespace CrmLive;

/// <summary>
/// The collation of the product: names are equal, found and in order without case and accents first, and told apart by their characters then. Databases and
/// pages compare what comes out of here byte by byte, so that no server and no library has an order of its own.
/// </summary>
public static class NameFold
{
    /// <summary>No folded name is longer; what would be is cut.</summary>
    public const int Length = 200;

    /// <summary>No key is longer.</summary>
    public const int KeyLength = (2 * Length) + 4;

    // Less than any character of a name, so that a name stands before the longer ones that begin with it.
    private const char Between = '\u0001';

    // Most names are none of these, and only have to be made small.
    private static readonly SearchValues<char> Unusual = SearchValues.Create([.. Enumerable.Range(0, ' ').Append(0x7F).Select(code => (char)code), '`']);

    /// <summary>The text in small letters of one form, without accents, ligatures, typographic signs and what cannot be seen.</summary>
    public static string Of(string text) => Cut(Whole(text));

    /// <summary>The same of a text of any length, such as one that is looked through.</summary>
    public static string Whole(string text)
    {
        if (Ascii.IsValid(text) && !text.AsSpan().ContainsAny(Unusual) && !text.Contains("  ", StringComparison.Ordinal))
        {
            return Cut(text.Trim().ToLowerInvariant());
        }

        var folded = new StringBuilder(text.Length);
        foreach (var rune in Apart(text).EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                AddBlank(folded);
            }
            else if (!IsMark(rune.Value) && Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format)
            {
                Add(folded, Rune.ToLowerInvariant(rune));
            }
        }

        return folded.ToString().TrimEnd().Normalize(NormalizationForm.FormC);
    }

    /// <summary>What names are ordered by, and found again in that order.</summary>
    public static string Key(string name) => $"{Of(name)}{Between}{name}";

    /// <summary>The keys of all names that count as this one: from the first, up to but without the second.</summary>
    public static (string From, string Before) KeysOf(string name) => (Of(name) + Between, Of(name) + (char)(Between + 1));

    /// <summary>Whether two names count as one.</summary>
    public static bool AreSame(string left, string right) => Of(left) == Of(right);

    /// <summary>Orders names, not keys, in memory.</summary>
    public static IComparer<string> Order { get; } = Comparer<string>.Create((left, right) => Compare(Key(left), Key(right)));

    /// <summary>Keys in the order that the databases have: by code points.</summary>
    public static int Compare(string left, string right)
    {
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            if (left[i] != right[i])
            {
                return Rank(left[i]) - Rank(right[i]);
            }
        }

        return left.Length - right.Length;
    }

    // Half a pair of surrogates stands for a character behind all single ones.
    private static int Rank(char unit) => unit switch { >= '\uE000' => unit - 0x800, >= '\uD800' => unit + 0x2000, _ => unit };

    // Letters and their accents each by itself. Half a pair of surrogates is no character, nor is what Unicode says is none: nothing can be said of their form.
    private static string Apart(string text) => Ascii.IsValid(text)
        ? text
        : string.Concat(text.EnumerateRunes().Select(rune => Text.IsNoCharacter(rune.Value) ? Rune.ReplacementChar : rune)).Normalize(NormalizationForm.FormKD);

    private static void AddBlank(StringBuilder folded)
    {
        if (folded.Length > 0 && folded[^1] != ' ')
        {
            folded.Append(' ');
        }
    }

    private static void Add(StringBuilder folded, Rune rune) => _ = rune.Value switch
    {
        'ø' => folded.Append('o'),
        'æ' => folded.Append("ae"),
        'œ' => folded.Append("oe"),
        'ß' => folded.Append("ss"),
        'ł' => folded.Append('l'),
        'đ' or 'ð' => folded.Append('d'),
        'þ' => folded.Append("th"),
        'ı' => folded.Append('i'),
        'ħ' => folded.Append('h'),
        'ŧ' => folded.Append('t'),
        'ŋ' => folded.Append('n'),
        'ς' => folded.Append('σ'),
        '‘' or '’' or 'ʼ' or '`' => folded.Append('\''),
        '“' or '”' or '„' or '«' or '»' => folded.Append('"'),
        '‐' or '‑' or '‒' or '–' or '—' or '−' => folded.Append('-'),
        _ => folded.Append(rune.ToString()),
    };

    // Accents of the scripts that write them above and below, points of Hebrew and Arabic; not the vowels of Indian scripts or Thai, which are marks too.
    private static bool IsMark(int value) => value is (>= 0x300 and <= 0x36F) or (>= 0x1AB0 and <= 0x1AFF) or (>= 0x1DC0 and <= 0x1DFF)
        or (>= 0x20D0 and <= 0x20FF) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xFE20 and <= 0xFE2F) or (>= 0x591 and <= 0x5C7) or (>= 0x610 and <= 0x61A)
        or (>= 0x64B and <= 0x65F) or 0x670;

    private static string Cut(string folded) =>
        folded.Length <= Length ? folded : folded[..(char.IsHighSurrogate(folded[Length - 1]) ? Length - 1 : Length)];
}
