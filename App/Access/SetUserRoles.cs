using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;

namespace CrmLive.Access;

/// <summary>Gives a person exactly these roles, by their keys. Open pages of the person follow within two seconds.</summary>
[Needs("user.update")]
public sealed record SetUserRoles(long UserId, IReadOnlyList<string> Roles, long? Version = null, string? Reason = null) : ICommand<long>, IRepeatable, IHasReason;

file sealed class Rules : AbstractValidator<SetUserRoles>
{
    public Rules()
    {
        RuleFor(command => command.Roles).Must(roles => roles is { Count: <= 20 }).WithMessage("Choose at most 20 roles.");
        RuleFor(command => command.Reason).MaximumLength(Text.NoteLength);
    }
}

file sealed class Handler(CrmDb db, IdGenerator ids) : IRequestHandler<SetUserRoles, long>
{
    public async Task<long> Handle(SetUserRoles request, CancellationToken cancellationToken)
    {
        var user = await db.Require<User>(request.UserId, request.Version, cancellationToken);
        await new RoleLinks(db, ids).Set(user, [.. request.Roles.Distinct()], cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return user.Version;
    }
}
