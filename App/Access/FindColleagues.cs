using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>The people whom a record can be given to, by name, a slip forgiven; all of them without a text.</summary>
[Open("Work is handed on by name; a name is all that it tells, no address and no role.")]
public sealed record FindColleagues(string Typed) : IQuery<IReadOnlyList<Hit>>;

file sealed class Rules : AbstractValidator<FindColleagues>
{
    public Rules() => RuleFor(find => find.Typed).NotNull().SearchText();
}

file sealed class Handler(CrmDb db) : IRequestHandler<FindColleagues, IReadOnlyList<Hit>>
{
    public async Task<IReadOnlyList<Hit>> Handle(FindColleagues request, CancellationToken cancellationToken)
    {
        var colleagues = db.Users.Where(user => user.IsActive);
        return string.IsNullOrWhiteSpace(request.Typed)
            ? await Read(colleagues, cancellationToken)
            : await Named(colleagues, request.Typed.Trim(), cancellationToken);
    }

    // By their names only: what else is known of a person is not for everybody.
    private async Task<IReadOnlyList<Hit>> Named(IQueryable<User> colleagues, string typed, CancellationToken ct)
    {
        var search = await Search.For(db, typed, [RecordKind.User], ct);
        return await Candidates.Best(
            typed,
            () => Read(colleagues.Beginning(typed), ct),
            () => Read(colleagues.Found(search, (some, term) => some.Among(db.Saying(RecordKind.User, term, onlyName: true))), ct));
    }

    private static async Task<List<Hit>> Read(IQueryable<User> people, CancellationToken ct)
    {
        var found = await people.AsNoTracking()
            .OrderBy(user => user.NameKey).ThenBy(user => user.Id)
            .Take(Candidates.Most)
            .Select(user => new { user.Id, user.Name })
            .ToListAsync(ct);
        return [.. found.Select(user => new Hit(user.Id, user.Name, null, ""))];
    }
}
