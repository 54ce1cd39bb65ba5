using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>Lets a person in, with roles by their keys and teams by their numbers. Returns the user's number.</summary>
[Needs("user.create")]
public sealed record AddUser(string? Name, string? Email, IReadOnlyList<string> Roles, IReadOnlyList<long> Teams) : ICommand<long>
{
    /// <summary>May be signed in with one click on a local evaluation.</summary>
    public bool IsEvaluation { get; init; }
}

file sealed class Rules : AbstractValidator<AddUser>
{
    public Rules()
    {
        RuleFor(user => user.Name).NotEmpty().WithMessage("Type the person's name.");
        RuleFor(user => user.Email).NotEmpty().EmailAddress().WithMessage("Type an e-mail address, such as ada@company.com.");
        RuleFor(user => user.Roles).NotEmpty().WithMessage("Choose at least one role; without one a person sees nothing.");
        RuleFor(user => user.Roles).Must(roles => roles is { Count: <= 20 }).WithMessage("Choose at most 20 roles.");
        RuleFor(user => user.Teams).Must(teams => teams is { Count: <= 200 }).WithMessage("Choose at most 200 teams.");
    }
}

file sealed class Handler(CrmDb db, IdGenerator ids) : IRequestHandler<AddUser, long>
{
    public async Task<long> Handle(AddUser request, CancellationToken cancellationToken)
    {
        var user = new User(await ids.Next(cancellationToken), request.Name!, request.Email!, request.IsEvaluation);
        if (await db.Users.AnyAsync(other => other.Email == user.Email, cancellationToken))
        {
            throw InvalidInput.Of("email", "taken", "Somebody with this e-mail address is here already. Change that person instead.");
        }

        db.Users.Add(user);
        await new RoleLinks(db, ids).Give(user, [.. request.Roles.Distinct()], cancellationToken);
        foreach (var team in request.Teams.Distinct())
        {
            await db.RequireVisible<Team>(team, "teams", cancellationToken);
            db.TeamMembers.Add(new TeamMember(await ids.Next(cancellationToken), team, user.Id, leads: false));
        }

        await db.SaveChangesAsync(cancellationToken);
        return user.Id;
    }
}
