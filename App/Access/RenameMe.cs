using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Access;

/// <summary>Changes the name that others see of me. Where a directory is used, it comes back from there at the next sign-in.</summary>
[Open("A person changes only their own name.")]
public sealed record RenameMe(string? Name) : ICommand<string>;

file sealed class Handler(CrmDb db) : IRequestHandler<RenameMe, string>
{
    public async Task<string> Handle(RenameMe request, CancellationToken cancellationToken)
    {
        var user = await db.Require<User>(db.UserId ?? 0, cancellationToken);
        user.Rename(request.Name!, user.Email);
        await db.SaveChangesAsync(cancellationToken);
        return user.Name;
    }
}
