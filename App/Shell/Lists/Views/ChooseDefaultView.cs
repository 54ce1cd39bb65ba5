using CrmLive.Data;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Shell;

/// <summary>The page opens with this view for the person from now on, or with none. Returns how many views that changed.</summary>
[Open(Views.Why)]
public sealed record ChooseDefaultView(string Place, long? ViewId) : ICommand<int>;

file sealed class Handler(CrmDb db) : IRequestHandler<ChooseDefaultView, int>
{
    public async Task<int> Handle(ChooseDefaultView request, CancellationToken cancellationToken)
    {
        var me = Views.Me(db);
        var chosen = request.ViewId is { } id ? await Views.Choosable(db, id, cancellationToken) : null;
        var changed = await db.SavedViews.Where(view => view.Place == request.Place && view.DefaultFor.Contains(me) && view.Id != request.ViewId).ToListAsync(cancellationToken);
        changed.ForEach(view => view.BeDefaultFor(me, isDefault: false));
        chosen?.BeDefaultFor(me, isDefault: true);
        await db.SaveChangesAsync(cancellationToken);
        return changed.Count + (chosen is null ? 0 : 1);
    }
}
