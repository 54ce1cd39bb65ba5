using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>Makes a team. Returns its number.</summary>
[Needs("team.create")]
public sealed record AddTeam(string? Name, string? Region) : ICommand<long>;

file sealed class Handler(CrmDb db, IdGenerator ids) : IRequestHandler<AddTeam, long>
{
    public async Task<long> Handle(AddTeam request, CancellationToken cancellationToken)
    {
        var team = new Team(await ids.Next(cancellationToken), request.Name!, request.Region);
        if (await db.Teams.AnyAsync(other => other.FoldedName == team.FoldedName, cancellationToken))
        {
            throw InvalidInput.Of("name", "taken", "There is a team of this name already. Choose another name.");
        }

        db.Teams.Add(team);
        await db.SaveChangesAsync(cancellationToken);
        return team.Id;
    }
}
