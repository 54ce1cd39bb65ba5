using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;

namespace CrmLive.Access;

/// <summary>Gives a role exactly these grants (<c>opportunity.update</c> to a reach; what is left out is not granted) and hidden fields.</summary>
[Needs("role.update")]
public sealed record EditRole(
    long RoleId, IReadOnlyDictionary<string, Reach> Grants, IReadOnlyList<string> HiddenFields, long? Version = null, string? Reason = null)
    : ICommand<long>, IRepeatable, IHasReason;

file sealed class Rules : AbstractValidator<EditRole>
{
    public Rules()
    {
        RuleFor(edit => edit.Grants).NotNull().ChildRules(grants => grants.RuleForEach(g => g.Keys).Must(Grants.IsKnown)
            .WithMessage("There is no permission '{PropertyValue}'. Choose one from the matrix."));
        RuleFor(edit => edit.HiddenFields).NotNull();
        RuleFor(edit => edit.Reason).MaximumLength(Text.NoteLength);
    }
}

file sealed class Handler(CrmDb db, IdGenerator ids) : IRequestHandler<EditRole, long>
{
    public async Task<long> Handle(EditRole request, CancellationToken cancellationToken)
    {
        var role = await db.Require<Role>(request.RoleId, request.Version, cancellationToken);
        await db.Entry(role).Collection(r => r.Grants).LoadAsync(cancellationToken);
        var fresh = new List<long>();
        while (fresh.Count < request.Grants.Count)
        {
            fresh.Add(await ids.Next(cancellationToken));
        }

        role.Redefine(Grants.Parse(request.Grants), request.HiddenFields, fresh);
        await db.SaveChangesAsync(cancellationToken);
        return role.Version;
    }
}
