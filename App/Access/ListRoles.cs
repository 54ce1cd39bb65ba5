using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>All roles with what they grant and hide; a tenant has a few.</summary>
[Needs("role.read")]
public sealed record ListRoles : IQuery<IReadOnlyList<RoleRow>>;

/// <param name="Grants">Reach by permission name; what is missing is not granted.</param>
/// <param name="People">How many active people have the role.</param>
public sealed record RoleRow(
    long Id, long Version, string Key, string Label, string Description,
    IReadOnlyDictionary<string, Reach> Grants, IReadOnlyList<string> HiddenFields, int People);

file sealed class Handler(CrmDb db) : IRequestHandler<ListRoles, IReadOnlyList<RoleRow>>
{
    public async Task<IReadOnlyList<RoleRow>> Handle(ListRoles request, CancellationToken cancellationToken)
    {
        var roles = await db.Roles.AsNoTracking().Include(role => role.Grants).OrderBy(role => role.Id).Take(200).ToListAsync(cancellationToken);
        var people = await db.UserRoles
            .Where(link => db.Users.Any(user => user.Id == link.UserId && user.IsActive))
            .GroupBy(link => link.RoleId)
            .Select(links => new { links.Key, Count = links.Count() })
            .ToDictionaryAsync(links => links.Key, links => links.Count, cancellationToken);
        return [.. roles.OrderBy(role => role.Label, NameFold.Order).Select(role => new RoleRow(
            role.Id, role.Version, role.Key, role.Label, role.Description,
            Grants.Write(role.Definition().Grants), role.HiddenFields, people.GetValueOrDefault(role.Id)))];
    }
}
