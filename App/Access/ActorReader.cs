using CrmLive.Data;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>Reads people as the policy sees them: with their roles and teams.</summary>
internal static class ActorReader
{
    public static async Task<Actor> ActorOf(this CrmDb db, User user, CancellationToken ct) => (await db.ActorsOf([user], ct))[0];

    public static async Task<IReadOnlyList<Actor>> ActorsOf(this CrmDb db, IReadOnlyList<User> users, CancellationToken ct)
    {
        var ids = users.Select(user => user.Id).ToList();
        var links = (await db.UserRoles.AsNoTracking().Where(link => ids.Contains(link.UserId)).ToListAsync(ct)).ToLookup(link => link.UserId, link => link.RoleId);
        var wanted = links.SelectMany(roles => roles).Distinct().ToList();
        var roles = await db.Roles.AsNoTracking().Include(role => role.Grants).Where(role => wanted.Contains(role.Id)).OrderBy(role => role.Label).ToListAsync(ct);
        var teams = (await db.TeamMembers.AsNoTracking().Where(member => ids.Contains(member.UserId)).ToListAsync(ct)).ToLookup(member => member.UserId, member => member.TeamId);
        return [.. users.Select(user => new Actor(
            user.TenantId, user.Id, user.Name, [.. roles.Where(role => links[user.Id].Contains(role.Id)).Select(role => role.Definition())], teams[user.Id]))];
    }
}
