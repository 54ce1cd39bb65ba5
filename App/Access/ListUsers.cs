using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>People by name, page by page.</summary>
/// <param name="Search">Words of the name or the e-mail address.</param>
/// <param name="UserId">Only this person.</param>
[Needs("user.read")]
public sealed record ListUsers(string? Search = null, long? UserId = null, string? Cursor = null, int Take = 50) : IQuery<Page<UserRow>>;

/// <param name="Roles">Keys.</param>
/// <param name="RoleLabels">In the order of <paramref name="Roles"/>.</param>
/// <param name="IsLinked">Tied to an account of the identity provider.</param>
public sealed record UserRow(
    long Id, long Version, string Name, string Email, bool IsActive, bool IsLinked,
    IReadOnlyList<string> Roles, IReadOnlyList<string> RoleLabels, IReadOnlyList<long> Teams, IReadOnlyList<string> TeamNames);

file sealed class Rules : AbstractValidator<ListUsers>
{
    public Rules()
    {
        RuleFor(list => list.Take).InclusiveBetween(1, Page<UserRow>.Most);
        RuleFor(list => list.Search).SearchText();
    }
}

file sealed class Handler(CrmDb db) : IRequestHandler<ListUsers, Page<UserRow>>
{
    public async Task<Page<UserRow>> Handle(ListUsers request, CancellationToken cancellationToken)
    {
        var search = await Search.For(db, request.Search, [RecordKind.User], cancellationToken);
        var people = await db.Users.AsNoTracking()
            .Where(user => request.UserId == null || user.Id == request.UserId)
            .Found(search, (some, term) => some.Among(db.Saying(RecordKind.User, term)))
            .Seek(user => user.NameKey, descending: false, Cursor<string>.Read(request.Cursor))
            .Take(request.Take + 1)
            .ToListAsync(cancellationToken);
        var ids = people.ConvertAll(user => user.Id);
        var roles = (await db.UserRoles.Where(link => ids.Contains(link.UserId))
            .Join(db.Roles, link => link.RoleId, role => role.Id, (link, role) => new { link.UserId, role.Key, role.Label })
            .OrderBy(role => role.Label)
            .ToListAsync(cancellationToken)).ToLookup(role => role.UserId);
        var teams = (await db.TeamMembers.Where(link => ids.Contains(link.UserId))
            .Join(db.Teams, link => link.TeamId, team => team.Id, (link, team) => new { link.UserId, team.Id, team.Name, team.FoldedName })
            .OrderBy(team => team.FoldedName)
            .ToListAsync(cancellationToken)).ToLookup(team => team.UserId);
        var rows = people.ConvertAll(user => new UserRow(
            user.Id, user.Version, user.Name, user.Email, user.IsActive, user.DirectoryUser is not null,
            [.. roles[user.Id].Select(role => role.Key)], [.. roles[user.Id].Select(role => role.Label)],
            [.. teams[user.Id].Select(team => team.Id)], [.. teams[user.Id].Select(team => team.Name)]));
        return Page<UserRow>.Of(rows, request.Take, row => NameFold.Key(row.Name), row => row.Id);
    }
}
