using CrmLive.Access;
using CrmLive.Data;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Shell;

/// <summary>Records of a kind, page by page.</summary>
/// <param name="Search">Words of what records of the kind are found by, or a telephone number.</param>
/// <param name="Filter">A condition on its fields; see docs/expressions.md.</param>
/// <param name="Sort">name, updated_at or the key of a field; by last change the newest come first.</param>
/// <param name="Descending">The other way round.</param>
/// <param name="Cursor">From the page before.</param>
/// <param name="Ids">Only these, where they fit the rest; null for all.</param>
/// <param name="Columns">Keys of the fields to read; null for all but long texts.</param>
[RecordVerb("List{1}", Permission.Read)]
public sealed record ListRecords<T>(
    string? Search = null,
    long? OwnerId = null,
    string? Filter = null,
    string? Sort = null,
    bool Descending = false,
    bool InBin = false,
    string? Cursor = null,
    int Take = 50,
    IReadOnlyList<long>? Ids = null,
    IReadOnlyList<string>? Columns = null) : IQuery<Page<RecordRow>>
    where T : Entity, IKept;

file sealed class Rules<T> : AbstractValidator<ListRecords<T>>
    where T : Entity, IKept
{
    public Rules()
    {
        RuleFor(list => list.Take).PageSize();
        RuleFor(list => list.Ids).Chosen();
        RuleFor(list => list.Search).SearchText();
    }
}

file sealed class Handler<T>(CrmDb db, TimeProvider clock) : IRequestHandler<ListRecords<T>, Page<RecordRow>>
    where T : Entity, IKept
{
    private static readonly RecordType Type = RecordTypes.Of<T>();

    public async Task<Page<RecordRow>> Handle(ListRecords<T> request, CancellationToken cancellationToken)
    {
        var order = RecordOrder.Of(Type, request.Sort, request.Descending, db.Work.Actor);
        var columns = RecordColumns.Of(Type, request.Columns, db.Work.Actor);
        var rows = await Asked(request, cancellationToken);
        var read = await order.Seek(rows, request.Cursor)
            .Take(request.Take + 1)
            .Select(db, RecordProjection.Row<T>(columns, order))
            .ToListAsync(cancellationToken);
        List<RecordRow> page = [.. read.Take(request.Take).Select(row => RecordRow.Of(row, columns))];
        return new Page<RecordRow>(page, read.Count > request.Take ? order.Place(page[^1]) : null);
    }

    private async Task<IQueryable<T>> Asked(ListRecords<T> request, CancellationToken ct)
    {
        var search = await Search.For(db, request.Search, RecordSearch.Kinds(Type), ct);
        var rows = db.Set<T>().AsNoTracking().Binned(request.InBin).Found(db, Type, search);
        if (request.Ids is { } ids)
        {
            rows = rows.Where(row => ids.Contains(row.Id));
        }

        if (request.OwnerId is { } owner)
        {
            rows = Type.IsOwned ? rows.Where(row => EF.Property<long?>(row, nameof(IOwned.OwnerId)) == owner) : rows.Where(_ => false);
        }

        return RecordFilter.Of<T>(Type, request.Filter, db.Work, clock.GetUtcNow()) is { } filter ? rows.Where(filter) : rows;
    }
}
