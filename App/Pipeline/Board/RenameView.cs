using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Pipeline;

/// <summary>Gives a view of one's own another name. Returns the new version.</summary>
[Needs("opportunity.read")]
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
