using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>What a change of a role would change, and for whom; nothing is changed.</summary>
[Needs("role.update")]
public sealed record PreviewRole(long RoleId, IReadOnlyDictionary<string, Reach> Grants, IReadOnlyList<string> HiddenFields) : IQuery<RolePreview>;

/// <param name="People">Active people who have the role.</param>
/// <param name="Effects">One line per person and change; people whose other roles make up for it have none. At most 200 lines.</param>
public sealed record RolePreview(int People, IReadOnlyList<RoleEffect> Effects);

/// <param name="Before"><c>none</c>, <c>own</c>, <c>team</c>, <c>all</c>; <c>shown</c> or <c>hidden</c> for a field.</param>
public sealed record RoleEffect(string Person, string What, string Before, string After, bool IsLess);

file sealed class Rules : AbstractValidator<PreviewRole>
{
    public Rules()
    {
        RuleFor(preview => preview.Grants).Must(grants => grants?.Keys.All(Grants.IsKnown) == true).WithMessage("Choose permissions from the matrix.");
        RuleFor(preview => preview.HiddenFields).NotNull();
    }
}

file sealed class Handler(CrmDb db) : IRequestHandler<PreviewRole, RolePreview>
{
    private const int MostPeople = 500;
    private const int MostLines = 200;

    public async Task<RolePreview> Handle(PreviewRole request, CancellationToken cancellationToken)
    {
        var role = await db.Require<Role>(request.RoleId, cancellationToken);
        var users = await db.Users.AsNoTracking()
            .Where(user => user.IsActive && db.UserRoles.Any(link => link.UserId == user.Id && link.RoleId == role.Id))
            .OrderBy(user => user.NameKey)
            .Take(MostPeople)
            .ToListAsync(cancellationToken);
        var wanted = new RoleDefinition(role.Key, role.Label, role.Description, Grants.Parse(request.Grants), request.HiddenFields.ToHashSet());
        var effects = (await db.ActorsOf(users, cancellationToken)).SelectMany(actor => Compare(actor, actor.With(wanted)));
        return new RolePreview(users.Count, [.. effects.Take(MostLines)]);
    }

    private static IEnumerable<RoleEffect> Compare(Actor before, Actor after)
    {
        foreach (var permission in Catalogue.Permissions.Where(permission => before.ReachOf(permission) != after.ReachOf(permission)))
        {
            var (was, now) = (before.ReachOf(permission), after.ReachOf(permission));
            yield return new RoleEffect(before.Name, permission.ToString(), was.Word(), now.Word(), now < was);
        }

        foreach (var field in Catalogue.HideableFields.Where(field => before.HiddenFields.Contains(field) != after.HiddenFields.Contains(field)))
        {
            var isHidden = after.HiddenFields.Contains(field);
            yield return new RoleEffect(before.Name, field, isHidden ? "shown" : "hidden", isHidden ? "hidden" : "shown", isHidden);
        }
    }
}
