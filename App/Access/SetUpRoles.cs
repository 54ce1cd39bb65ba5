using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>Gives a new tenant the built-in roles; those that it has already stay as they are.</summary>
[Needs("role.create")]
public sealed record SetUpRoles : ICommand<int>;

file sealed class Handler(CrmDb db, IdGenerator ids) : IRequestHandler<SetUpRoles, int>
{
    public async Task<int> Handle(SetUpRoles request, CancellationToken cancellationToken)
    {
        var known = await db.Roles.Select(role => role.Key).ToListAsync(cancellationToken);
        var missing = RoleDefinition.BuiltIn.Where(definition => !known.Contains(definition.Key)).ToList();
        foreach (var definition in missing)
        {
            var role = new Role(await ids.Next(cancellationToken), definition);
            foreach (var (permission, reach) in definition.Grants)
            {
                role.Grant(await ids.Next(cancellationToken), permission, reach);
            }

            db.Roles.Add(role);
        }

        await db.SaveChangesAsync(cancellationToken);
        return missing.Count;
    }
}
