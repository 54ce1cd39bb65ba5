using Microsoft.EntityFrameworkCore;

namespace CrmLive.Data;

/// <summary>Keeps the words of records with the records, in the same save.</summary>
internal static class SearchIndex
{
    public static async Task Follow(CrmDb db, IReadOnlyList<RowChange> changes, CancellationToken ct)
    {
        var searched = changes.Where(change => change.Row is ISearched).ToList();
        foreach (var added in searched.Where(change => change.Verb == RowChange.Created))
        {
            Put(db, WordsOf(db, added), []);
        }

        foreach (var kind in searched.Where(HasOtherWords).GroupBy(change => change.Kind))
        {
            var ids = kind.Select(change => change.Row.Id).ToList();
            var known = await db.SearchWords.AsNoTracking().Where(word => word.Kind == kind.Key && ids.Contains(word.RecordId)).ToListAsync(ct);
            var there = known.ToLookup(word => word.RecordId);
            foreach (var change in kind)
            {
                Put(db, change.Verb == RowChange.Removed ? [] : WordsOf(db, change), [.. there[change.Row.Id]]);
            }
        }
    }

    private static bool HasOtherWords(RowChange change) => change.Verb == RowChange.Removed
        || (change.Verb != RowChange.Created && ((ISearched)change.Row).SearchedTexts().Any(text => change.Fields.ContainsKey(text.Column)));

    private static List<SearchWord> WordsOf(CrmDb db, RowChange change) =>
    [
        .. ((ISearched)change.Row).SearchedTexts().SelectMany(text => text.Words()).Distinct().Select(found => new SearchWord
        {
            TenantId = db.TenantId,
            Kind = change.Kind,
            RecordId = change.Row.Id,
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
