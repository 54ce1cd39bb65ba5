using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>The teams that the person is in, to share something with.</summary>
[Open("Tells a person about the names of their own teams only.")]
public sealed record ListMyTeams : IQuery<IReadOnlyList<MyTeam>>;

public sealed record MyTeam(long Id, string Name);

file sealed class Handler(CrmDb db) : IRequestHandler<ListMyTeams, IReadOnlyList<MyTeam>>
{
    private const int Most = 100;

    public async Task<IReadOnlyList<MyTeam>> Handle(ListMyTeams request, CancellationToken cancellationToken)
    {
        var mine = db.TeamIds;
        return await db.Teams.AsNoTracking().Where(team => mine.Contains(team.Id)).OrderBy(team => team.FoldedName).ThenBy(team => team.Id).Take(Most)
            .Select(team => new MyTeam(team.Id, team.Name)).ToListAsync(cancellationToken);
    }
}
