using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>All teams, by name, with how many active people are in them.</summary>
[Needs("team.read")]
public sealed record ListTeams : IQuery<IReadOnlyList<TeamRow>>;

public sealed record TeamRow(long Id, long Version, string Name, string? Region, int People);

file sealed class Handler(CrmDb db) : IRequestHandler<ListTeams, IReadOnlyList<TeamRow>>
{
    private const int Most = 1000;

    public async Task<IReadOnlyList<TeamRow>> Handle(ListTeams request, CancellationToken cancellationToken) => await db.Teams.AsNoTracking()
        .OrderBy(team => team.FoldedName)
        .Take(Most)
        .Select(team => new TeamRow(
            team.Id, team.Version, team.Name, team.Region,
            db.TeamMembers.Count(member => member.TeamId == team.Id && db.Users.Any(user => user.Id == member.UserId && user.IsActive))))
        .ToListAsync(cancellationToken);
}
