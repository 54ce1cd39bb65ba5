using CrmLive.Data;
using CrmLive.Shell;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>A person whom a record is given to, with the team that it goes to with them.</summary>
internal sealed record Owner(long? UserId, long? TeamId)
{
    /// <summary>The person with the team that they lead, else their first. Nobody has no team.</summary>
    /// <exception cref="InvalidInput">There is no such person, or they have left.</exception>
    public static async Task<Owner> Find(CrmDb db, long? userId, CancellationToken ct)
    {
        if (userId is not { } id)
        {
            return new Owner(null, null);
        }

        await db.RequireVisible<User>(id, "owner_id", ct);
        if (!await db.Users.AnyAsync(user => user.Id == id && user.IsActive, ct))
        {
            throw InvalidInput.Of("owner_id", "inactive", "This person no longer works here. Choose somebody else.");
        }

        var team = await db.TeamMembers.Where(member => member.UserId == id)
            .OrderByDescending(member => member.Leads).ThenBy(member => member.Id)
            .Select(member => (long?)member.TeamId)
            .FirstOrDefaultAsync(ct);
        return new Owner(id, team);
    }
}
