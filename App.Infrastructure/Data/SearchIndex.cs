using Microsoft.EntityFrameworkCore;

namespace CrmLive.Data;

/// <summary>Keeps the words of records with the records, in the same save.</summary>
public static class SearchIndex
{
    /// <summary>Puts right the words of records of one kind, whatever they were; kept by the next save.</summary>
    public static async Task Again<T>(CrmDb db, IReadOnlyList<T> rows, CancellationToken ct)
        where T : Entity, ISearched
    {
        var (kind, ids) = (rows[0].Kind.Name, rows.Select(row => row.Id).ToList());
        var known = await db.SearchWords.AsNoTracking().Where(word => word.Kind == kind && ids.Contains(word.RecordId)).ToListAsync(ct);
        var there = known.ToLookup(word => word.RecordId);
        foreach (var row in rows)
        {
            Put(db, WordsOf(db, kind, row.Id, row), [.. there[row.Id]]);
        }
    }

    internal static async Task Follow(CrmDb db, IReadOnlyList<RowChange> changes, CancellationToken ct)
    {
        var searched = changes.Where(change => change.Row is ISearched).ToList();
        foreach (var added in searched.Where(change => change.Verb == RowChange.Created))
        {
            Put(db, WordsOf(db, added.Kind, added.Row.Id, (ISearched)added.Row), []);
        }

        foreach (var kind in searched.Where(HasOtherWords).GroupBy(change => change.Kind))
        {
            var ids = kind.Select(change => change.Row.Id).ToList();
            var known = await db.SearchWords.AsNoTracking().Where(word => word.Kind == kind.Key && ids.Contains(word.RecordId)).ToListAsync(ct);
            var there = known.ToLookup(word => word.RecordId);
            foreach (var change in kind)
            {
                Put(db, change.Verb == RowChange.Removed ? [] : WordsOf(db, change.Kind, change.Row.Id, (ISearched)change.Row), [.. there[change.Row.Id]]);
            }
        }
    }

    private static bool HasOtherWords(RowChange change) => change.Verb == RowChange.Removed
        || (change.Verb != RowChange.Created && ((ISearched)change.Row).SearchedTexts().Any(text => change.Fields.ContainsKey(text.Column)));

    private static List<SearchWord> WordsOf(CrmDb db, string kind, long id, ISearched row) =>
    [
        .. row.SearchedTexts().SelectMany(text => text.Words()).Distinct().Select(found => new SearchWord
        {
            TenantId = db.TenantId,
            Kind = kind,
            RecordId = id,
            Field = found.Field,
            Word = found.Word,
        }),
    ];

    private static void Put(CrmDb db, List<SearchWord> wanted, List<SearchWord> there)
    {
        foreach (var gone in there.ExceptBy(wanted.Select(Place), Place))
        {
            db.Unsaved.Add(gone, EntityState.Deleted);
        }

        foreach (var news in wanted.ExceptBy(there.Select(Place), Place))
        {
            db.Unsaved.Add(news, EntityState.Added);
        }
    }

    private static (string Field, string Word) Place(SearchWord word) => (word.Field, word.Word);
}
