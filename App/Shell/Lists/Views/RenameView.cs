using CrmLive.Data;
using MediatR;

namespace CrmLive.Shell;

/// <summary>Gives a view of one's own another name. Returns the new version.</summary>
[Open(Views.Why)]
public sealed record RenameView(long ViewId, string? Name) : ICommand<long>;

file sealed class Handler(CrmDb db) : IRequestHandler<RenameView, long>
{
    public async Task<long> Handle(RenameView request, CancellationToken cancellationToken)
    {
        var view = await Views.Own(db, request.ViewId, cancellationToken);
        view.Rename(request.Name);
        await db.SaveChangesAsync(cancellationToken);
        return view.Version;
    }
}
