using CrmLive.Data;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Shell;

/// <summary>What somebody searches for: words, each of which begins a word of the record, or the digits of a telephone number.</summary>
/// <param name="Initial">A single letter, which names begin with: as a word it would stand in every other record.</param>
internal sealed record Search(IReadOnlyList<SearchTerm> Words, SearchTerm? Number = null, string? Initial = null)
{
    private const int MostWords = 8;
    private const int MostMistyped = 3;
    private const int MostRead = 5_000;
    private const int MostNear = 5;
    private static readonly int[] LettersShared = [3, 2];

    /// <summary>What was typed, to the letter; null when it is nothing.</summary>
    public static Search? Of(string? typed)
    {
        var words = SearchWords.Of(typed ?? "");
        if (words.Count == 0)
        {
            return null;
        }

        return words is [{ Length: 1 } initial]
            ? new Search([], Initial: initial)
            : new Search([.. words.OrderByDescending(word => word.Length).Take(MostWords).Select(SearchTerm.Of)], SearchTerm.OfNumber(typed!));
    }

    /// <summary>What was typed; a word that no record has is taken for the nearest ones that records have.</summary>
    /// <param name="kinds">Where words are looked for.</param>
    public static async Task<Search?> For(CrmDb db, string? typed, IReadOnlyList<RecordKind> kinds, CancellationToken ct)
    {
        if (Of(typed) is not { } search)
        {
            return null;
        }

        var words = new List<SearchTerm>();
        foreach (var term in search.Words.Take(MostMistyped))
        {
            words.Add(await Nearest(db, term, kinds, ct));
        }

        return search with { Words = [.. words, .. search.Words.Skip(MostMistyped)] };
    }

    private static async Task<SearchTerm> Nearest(CrmDb db, SearchTerm term, IReadOnlyList<RecordKind> kinds, CancellationToken ct)
    {
        if (!term.MayBeMistyped || await db.Said(kinds, term).AnyAsync(ct))
        {
            return term;
        }

        // Fewer letters are begun with when more have led to nothing: many records may share them.
        foreach (var shared in LettersShared)
        {
            var known = await db.Said(kinds, SearchTerm.Of(term.Start[..shared]))
                .Where(word => word.Field != SearchedText.Part)
                .OrderBy(word => word.Word).Take(MostRead)
                .Select(word => word.Word).Distinct()
                .ToListAsync(ct);
            var near = known.Select(word => (Word: word, Slips: TypoMatch.Slips(word, term.Start))).Where(word => word.Slips is not null).ToLookup(word => word.Slips, word => word.Word);
            if (near.MinBy(same => same.Key) is { } nearest)
            {
                return term with { Instead = [.. nearest.Take(MostNear)] };
            }
        }

        return term;
    }
}

/// <summary>One word of a search.</summary>
/// <param name="Start">What the word begins with.</param>
/// <param name="Instead">Whole words that count too.</param>
internal sealed record SearchTerm(string Start, IReadOnlyList<string> Instead)
{
    private const int ShortestMistyped = 3;
    private const int CountryDigits = 3;
    private const int LocalDigits = 7;

    /// <summary>Behind all that begins with the word.</summary>
    public string Before => Start + "\U0010FFFF";

    /// <summary>Numbers are meant as they are, and what is short is near to everything.</summary>
    public bool MayBeMistyped => Start.Length >= ShortestMistyped && !Start.Any(letter => char.IsDigit(letter) || char.IsSurrogate(letter));

    public static SearchTerm Of(string word) => new(word, []);

    /// <summary>The number that was typed in whatever form, also without the country that stands before it; null when it is none or one word anyway.</summary>
    public static SearchTerm? OfNumber(string typed)
    {
        var isNumber = typed.All(sign => char.IsAsciiDigit(sign) || char.IsWhiteSpace(sign) || sign is '+' or '-' or '/' or '.' or '(' or ')');
        var digits = SearchWords.Digits(typed);
        return isNumber && digits.Length >= SearchWords.FewestDigits && digits != typed
            ? new SearchTerm(digits, [.. Enumerable.Range(1, CountryDigits).Where(country => digits.Length - country >= LocalDigits).Select(country => digits[country..])])
            : null;
    }
}

/// <summary>Finds records by the words that are kept of them; each word is looked up in an index.</summary>
internal static class SearchQueries
{
    /// <param name="saying">Those of some records that have a word.</param>
    public static IQueryable<T> Found<T>(this IQueryable<T> rows, Search? search, Func<IQueryable<T>, SearchTerm, IQueryable<T>> saying)
        where T : Entity
    {
        if (search?.Initial is { } initial)
        {
            return rows.Beginning(initial);
        }

        var said = (search?.Words ?? []).Aggregate(rows, saying);
        return search?.Number is { } number ? rows.Among(said.Select(row => row.Id).Concat(saying(rows, number).Select(row => row.Id))) : said;
    }

    /// <summary>Records whose name begins with the text.</summary>
    public static IQueryable<T> Beginning<T>(this IQueryable<T> rows, string text)
        where T : Entity
    {
        var from = NameFold.Of(text);
        return from.Length == 0 ? rows.Where(_ => false) : rows.Between(row => EF.Property<string>(row, nameof(Access.User.NameKey)), from, SearchTerm.Of(from).Before);
    }

    /// <summary>Numbers of the records of a kind that have the word, in their name only or in any field that the person sees.</summary>
    public static IQueryable<long> Saying(this CrmDb db, RecordKind kind, SearchTerm term, bool onlyName = false)
    {
        var said = db.Said([kind], term);
        return (onlyName ? said.Where(word => word.Field == SearchedText.Name || word.Field == SearchedText.Part) : said).Select(word => word.RecordId);
    }

    public static IQueryable<T> Among<T>(this IQueryable<T> rows, IQueryable<long> ids)
        where T : Entity => rows.Where(row => ids.Contains(row.Id));

    internal static IQueryable<SearchWord> Said(this CrmDb db, IReadOnlyList<RecordKind> kinds, SearchTerm term)
    {
        var (instead, hidden) = (term.Instead, db.Work.Actor.HiddenFields.ToList());
        var names = kinds.Select(kind => kind.Name).ToList();
        var words = db.SearchWords.AsNoTracking();
        words = names is [var one] ? words.Where(word => word.Kind == one) : words.Where(word => names.Contains(word.Kind));
        words = hidden.Count == 0 ? words : words.Where(word => !hidden.Contains(word.Field));
        var begun = words.Between(word => word.Word, term.Start, term.Before);
        return instead.Count == 0 ? begun : begun.Concat(words.Where(word => instead.Contains(word.Word)));
    }
}
