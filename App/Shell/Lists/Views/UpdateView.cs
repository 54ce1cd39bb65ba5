using CrmLive.Data;
using MediatR;

namespace CrmLive.Shell;

/// <summary>Makes a view of one's own show what the page shows now. Returns the new version.</summary>
[Open(Views.Why)]
public sealed record UpdateView(long ViewId, string? Query) : ICommand<long>;

file sealed class Handler(CrmDb db) : IRequestHandler<UpdateView, long>
{
    public async Task<long> Handle(UpdateView request, CancellationToken cancellationToken)
    {
        var view = await Views.Own(db, request.ViewId, cancellationToken);
        view.Show(request.Query);
        await db.SaveChangesAsync(cancellationToken);
        return view.Version;
    }
}
