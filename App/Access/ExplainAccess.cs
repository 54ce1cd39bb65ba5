using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>Why a person can or cannot do something, with every reason that the policy weighed.</summary>
/// <param name="Record">A record such as <c>opp_1001</c>, or a kind such as <c>opportunity</c>.</param>
/// <param name="Action">For example <c>update</c>; <c>read</c> when it is left out.</param>
/// <param name="Field">For example <c>opportunity.amount</c>, when it is about a field.</param>
[Needs("access.explain")]
public sealed record ExplainAccess(long UserId, string? Record, string? Action = null, string? Field = null) : IQuery<Explanation>;

public sealed record Explanation(string Person, string Question, bool IsAllowed, IReadOnlyList<string> Reasons);

file sealed class Rules : AbstractValidator<ExplainAccess>
{
    public Rules()
    {
        RuleFor(why => why.Record).NotEmpty().MaximumLength(60).WithMessage("Type a record such as opp_1001, or a kind such as opportunity.");
        RuleFor(why => why.Field).Must(field => string.IsNullOrEmpty(field) || Catalogue.HideableFields.Contains(field))
            .WithMessage("This field cannot be hidden by a role, so everybody who reads the record sees it.");
    }
}

file sealed class Handler(CrmDb db) : IRequestHandler<ExplainAccess, Explanation>
{
    public async Task<Explanation> Handle(ExplainAccess request, CancellationToken cancellationToken)
    {
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == request.UserId, cancellationToken)
            ?? throw new NotFound(RecordKind.User, request.UserId);
        var actor = await db.ActorOf(user, cancellationToken);
        var about = Text.Required(request.Record, "record").ToLowerInvariant();
        var entity = RecordId.TryParse(about, out var id) ? id.Value.Kind.Name : about;
        var permission = Permission.Parse($"{entity}.{(string.IsNullOrEmpty(request.Action) ? Permission.Read : request.Action)}");
        if (!Catalogue.Permissions.Contains(permission))
        {
            throw InvalidInput.Of("record", "unknown", $"There is no permission {permission}. Choose a record or kind, and an action that it knows.");
        }

        var decision = await Decide(actor, permission, id, cancellationToken);
        return Answer(user, $"{permission} {id?.ToString()}".Trim(), decision, string.IsNullOrEmpty(request.Field) ? null : AccessPolicy.DecideField(actor, request.Field));
    }

    private async Task<Decision> Decide(Actor actor, Permission permission, RecordId? id, CancellationToken ct)
    {
        if (id is not { } record)
        {
            return AccessPolicy.Decide(actor, permission);
        }

        return await db.ResourceOf(record, ct) is { } resource
            ? AccessPolicy.Decide(actor, permission, resource)
            : new Decision(false, Reach.None, actor.HiddenFields, [$"There is no {record} in this tenant that you could see; another tenant's records exist for nobody here."]);
    }

    private static Explanation Answer(User user, string question, Decision decision, Decision? field)
    {
        var reasons = user.IsActive
            ? decision.Reasons.Concat(field?.Reasons ?? [])
            : decision.Reasons.Prepend($"{user.Name} is not active and cannot sign in; this is what their roles would say.");
        return new Explanation(
            user.Name, question, user.IsActive && decision.IsAllowed && field?.IsAllowed != false, [.. reasons]);
    }
}
