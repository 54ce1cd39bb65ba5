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
    public Rules() => RuleFor(find => find.Typed).NotNull().MaximumLength(Text.NameLength);
}

file sealed class Handler(CrmDb db) : IRequestHandler<FindColleagues, IReadOnlyList<Hit>>
{
    public async Task<IReadOnlyList<Hit>> Handle(FindColleagues request, CancellationToken cancellationToken)
    {
        var colleagues = db.Users.Where(user => user.IsActive);
        return string.IsNullOrWhiteSpace(request.Typed)
            ? await Read(colleagues, cancellationToken)
            : await Candidates.Find(request.Typed, text => Read(colleagues.Holding(user => user.Name, text), cancellationToken));
    }

    private static async Task<List<Hit>> Read(IQueryable<User> people, CancellationToken ct)
    {
        var found = await people.AsNoTracking()
            .OrderBy(user => user.Name).ThenBy(user => user.Id)
            .Take(Candidates.Most)
            .Select(user => new { user.Id, user.Name })
            .ToListAsync(ct);
        return [.. found.Select(user => new Hit(user.Id, user.Name, null, ""))];
    }
}
