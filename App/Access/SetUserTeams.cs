using System.Globalization;
using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>Puts a person into exactly these teams.</summary>
[Needs("user.update")]
public sealed record SetUserTeams(long UserId, IReadOnlyList<long> Teams, long? Version = null) : ICommand<long>, IRepeatable;

file sealed class Rules : AbstractValidator<SetUserTeams>
{
    public Rules()
    {
        RuleFor(command => command.Teams).Must(teams => teams is { Count: <= 200 }).WithMessage("Choose at most 200 teams.");
    }
}

file sealed class Handler(CrmDb db, IdGenerator ids) : IRequestHandler<SetUserTeams, long>
{
    public async Task<long> Handle(SetUserTeams request, CancellationToken cancellationToken)
    {
        var user = await db.Require<User>(request.UserId, request.Version, cancellationToken);
        foreach (var team in request.Teams)
        {
            await db.RequireVisible<Team>(team, "teams", cancellationToken);
        }

        var links = await db.TeamMembers.Where(link => link.UserId == user.Id).ToDictionaryAsync(link => Name(link.TeamId), cancellationToken);
        var change = user.SetTeams(links.Keys, request.Teams.Select(Name));
        db.TeamMembers.RemoveRange(change.Removed.Select(team => links[team]));
        foreach (var team in request.Teams.Distinct().Where(team => change.Added.Contains(Name(team))))
        {
            db.TeamMembers.Add(new TeamMember(await ids.Next(cancellationToken), team, user.Id, leads: false));
        }

        await db.SaveChangesAsync(cancellationToken);
        return user.Version;
    }

    private static string Name(long team) => team.ToString(CultureInfo.InvariantCulture);
}
