using CrmLive.Access;
using CrmLive.Data;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Shell;

/// <summary>Records by name, a slip forgiven, or by number.</summary>
[RecordVerb("Find{1}", Permission.Read)]
public sealed record FindRecords<T>(string Typed) : IQuery<IReadOnlyList<Hit>>
    where T : Entity, IKept;

file sealed class Rules<T> : AbstractValidator<FindRecords<T>>
    where T : Entity, IKept
{
    public Rules() => RuleFor(find => find.Typed).NotEmpty().SearchText();
}

file sealed class Handler<T>(CrmDb db) : IRequestHandler<FindRecords<T>, IReadOnlyList<Hit>>
    where T : Entity, IKept
{
    private static readonly RecordType Type = RecordTypes.Of<T>();

    public async Task<IReadOnlyList<Hit>> Handle(FindRecords<T> request, CancellationToken cancellationToken) =>
        RecordId.TryParse(request.Typed, out var id)
            ? await Read(db.Set<T>().Where(row => id.Value.Kind == Type.Kind && row.Id == id.Value.Number), cancellationToken)
            : await Named(request.Typed.Trim(), cancellationToken);

    private async Task<IReadOnlyList<Hit>> Named(string typed, CancellationToken ct)
    {
        var search = await Search.For(db, typed, RecordSearch.Kinds(Type), ct);
        return await Candidates.Best(
            typed, () => Read(db.Set<T>().Beginning(typed), ct), () => Read(db.Set<T>().Found(db, Type, search), ct));
    }

    private async Task<List<Hit>> Read(IQueryable<T> rows, CancellationToken ct)
    {
        var found = await rows.AsNoTracking()
            .OrderBy(row => row.NameKey).ThenBy(row => row.Id)
            .Take(Candidates.Most)
            .Select(db, RecordProjection.Hit<T>(Type))
            .ToListAsync(ct);
        return [.. found.Select(hit => hit with { Href = $"/{Type.Path}/{new RecordId(Type.Kind, hit.Id)}" })];
    }
}
