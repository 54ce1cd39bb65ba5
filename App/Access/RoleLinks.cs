using CrmLive.Data;
using CrmLive.Shell;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>Who has which role: the links between people and roles, kept in line with what the domain decides.</summary>
internal sealed class RoleLinks(CrmDb db, IdGenerator ids)
{
    /// <summary>Gives a new person their first roles.</summary>
    public async Task Give(User user, IReadOnlyList<string> keys, CancellationToken ct)
    {
        foreach (var role in Wanted(await db.Roles.ToListAsync(ct), keys))
        {
            db.UserRoles.Add(new UserRole(await ids.Next(ct), user.Id, role.Id));
        }
    }

    /// <summary>Gives and takes, so that the person has exactly these roles.</summary>
    public async Task Set(User user, IReadOnlyList<string> keys, CancellationToken ct)
    {
        // Roles are read before the other administrators are counted: see Role.Release.
        var roles = await db.Roles.ToListAsync(ct);
        var wanted = Wanted(roles, keys);
        var links = await db.UserRoles.Where(link => link.UserId == user.Id).ToListAsync(ct);
        var held = links.ToDictionary(link => roles.Single(role => role.Id == link.RoleId).Key);
        var change = user.SetRoles(held.Keys, keys);
        foreach (var key in change.Removed)
        {
            await Release(user, roles.Single(role => role.Key == key), ct);
            db.UserRoles.Remove(held[key]);
        }

        foreach (var role in wanted.Where(role => change.Added.Contains(role.Key)))
        {
            db.UserRoles.Add(new UserRole(await ids.Next(ct), user.Id, role.Id));
        }
    }

    /// <summary>Checks that the roles of a person who leaves can do without them.</summary>
    public async Task ReleaseAll(User user, CancellationToken ct)
    {
        var roles = await db.Roles.Where(role => db.UserRoles.Any(link => link.UserId == user.Id && link.RoleId == role.Id)).ToListAsync(ct);
        foreach (var role in roles)
        {
            await Release(user, role, ct);
        }
    }

    private async Task Release(User user, Role role, CancellationToken ct) => role.Release(user, await db.UserRoles.CountAsync(
        link => link.RoleId == role.Id && link.UserId != user.Id && db.Users.Any(other => other.Id == link.UserId && other.IsActive), ct));

    private static List<Role> Wanted(List<Role> roles, IReadOnlyList<string> keys)
    {
        var unknown = keys.Except(roles.Select(role => role.Key)).FirstOrDefault();
        return unknown is null
            ? roles.FindAll(role => keys.Contains(role.Key))
            : throw InvalidInput.Of("roles", "unknown", $"There is no role '{unknown}'. Choose one from the list.");
    }
}
