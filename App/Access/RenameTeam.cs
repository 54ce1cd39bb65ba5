using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>Gives a team another name or region.</summary>
[Needs("team.update")]
public sealed record RenameTeam(long TeamId, string? Name, string? Region, long? Version = null) : ICommand<long>, IRepeatable;

file sealed class Handler(CrmDb db) : IRequestHandler<RenameTeam, long>
{
    public async Task<long> Handle(RenameTeam request, CancellationToken cancellationToken)
    {
        var team = await db.Require<Team>(request.TeamId, request.Version, cancellationToken);
        team.Rename(request.Name!, request.Region);
        if (await db.Teams.AnyAsync(other => other.Id != team.Id && other.FoldedName == team.FoldedName, cancellationToken))
        {
            throw InvalidInput.Of("name", "taken", "There is a team of this name already. Choose another name.");
        }

        await db.SaveChangesAsync(cancellationToken);
        return team.Version;
    }
}
