using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>Starts a session for a person of the directory, whose name and roles follow what it says today. Sent by the sign-in itself.</summary>
/// <param name="DirectoryTenant">With <paramref name="DirectoryUser"/> the key of the person; the address never is.</param>
[Needs("user.update")]
public sealed record SignInFromDirectory(
    string DirectoryTenant, string DirectoryUser, string Name, string? Email, IReadOnlyList<string> Roles, bool MayCreate, string? Device)
    : ICommand<StartedSession>;

file sealed class Handler(CrmDb db, IdGenerator ids, DatabaseProvider provider, TimeProvider clock) : IRequestHandler<SignInFromDirectory, StartedSession>
{
    private const int LongestName = 100;

    public async Task<StartedSession> Handle(SignInFromDirectory request, CancellationToken cancellationToken)
    {
        var user = await db.Users.SingleOrDefaultAsync(
            u => u.DirectoryTenant == request.DirectoryTenant && u.DirectoryUser == request.DirectoryUser, cancellationToken);
        user = user is null ? await Create(request, cancellationToken) : await Follow(user, request, cancellationToken);
        var session = user.SignIn(await ids.Next(cancellationToken), SignInMethod.Directory, request.Device, clock.GetUtcNow());
        db.Sessions.Add(session);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException twice) when (provider.IsUniqueViolation(twice))
        {
            throw new RuleBroken("user.first_twice", "You were signing in twice at the same moment. Sign in again.");
        }

        return new StartedSession(session.Id, user.Id, user.Name);
    }

    private async Task<User> Create(SignInFromDirectory request, CancellationToken ct)
    {
        if (!request.MayCreate)
        {
            throw new RuleBroken("user.unknown", "You have no account here. Ask an administrator to add you.");
        }

        var user = new User(await ids.Next(ct), Name(request), Email(request));
        if (await IsTaken(user.Email, user.Id, ct))
        {
            throw new RuleBroken("user.not_linked", "Somebody with your address is here already, but is not tied to your directory account. Ask an administrator to link it.");
        }

        user.LinkTo(request.DirectoryTenant, request.DirectoryUser);
        db.Users.Add(user);
        await new RoleLinks(db, ids).Give(user, request.Roles, ct);
        return user;
    }

    private async Task<User> Follow(User user, SignInFromDirectory request, CancellationToken ct)
    {
        if (!user.IsActive)
        {
            return user;
        }

        var email = Email(request).ToLowerInvariant();
        user.Rename(Name(request), request.Email is null || await IsTaken(email, user.Id, ct) ? user.Email : email);
        await new RoleLinks(db, ids).Set(user, request.Roles, ct);
        return user;
    }

    private Task<bool> IsTaken(string email, long userId, CancellationToken ct) =>
        db.Users.AnyAsync(other => other.Email == email && other.Id != userId, ct);

    private static string Name(SignInFromDirectory request) => request.Name.Length > LongestName ? request.Name[..LongestName] : request.Name;

    // Not every directory account has an address; ours is only shown, so a speaking stand-in will do.
    private static string Email(SignInFromDirectory request) => request.Email is { Length: > 0 and <= 254 } email ? email.Trim() : $"{request.DirectoryUser}@directory.invalid";
}
