using CrmLive.Data;
using MediatR;

namespace CrmLive.Shell;

/// <summary>Removes a view of one's own. What it showed is as it was. Returns its number.</summary>
[Open(Views.Why)]
public sealed record DeleteView(long ViewId) : ICommand<long>;

file sealed class Handler(CrmDb db) : IRequestHandler<DeleteView, long>
{
    public async Task<long> Handle(DeleteView request, CancellationToken cancellationToken)
    {
        var view = await Views.Own(db, request.ViewId, cancellationToken);
        db.SavedViews.Remove(view);
        await db.SaveChangesAsync(cancellationToken);
        return view.Id;
    }
}
