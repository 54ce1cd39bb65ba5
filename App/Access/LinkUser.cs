using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>Ties a person to their account at the identity provider, by its tenant and object id. Addresses never do, because they change hands.</summary>
[Needs("user.update")]
public sealed record LinkUser(long UserId, string? DirectoryTenant, string? DirectoryUser, long? Version = null) : ICommand<long>, IRepeatable;

file sealed class Rules : AbstractValidator<LinkUser>
{
    public Rules()
    {
        RuleFor(link => link.DirectoryTenant).NotEmpty().MaximumLength(64).WithMessage("Type the tenant id of the directory.");
        RuleFor(link => link.DirectoryUser).NotEmpty().MaximumLength(64).WithMessage("Type the object id of the person in the directory.");
    }
}

file sealed class Handler(CrmDb db) : IRequestHandler<LinkUser, long>
{
    public async Task<long> Handle(LinkUser request, CancellationToken cancellationToken)
    {
        var user = await db.Require<User>(request.UserId, request.Version, cancellationToken);
        user.LinkTo(request.DirectoryTenant!, request.DirectoryUser!);
        if (await db.Users.AnyAsync(
            other => other.Id != user.Id && other.DirectoryTenant == user.DirectoryTenant && other.DirectoryUser == user.DirectoryUser, cancellationToken))
        {
            throw InvalidInput.Of("directory_user", "taken", "Another person here is tied to this account already. Change that person instead.");
        }

        await db.SaveChangesAsync(cancellationToken);
        return user.Version;
    }
}
