using CrmLive.Data;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Shell;

/// <summary>The views of a page that a person can choose: their own, and those shared with one of their teams.</summary>
[Open(Views.Why)]
public sealed record ListViews(string Place) : IQuery<IReadOnlyList<ViewRow>>;

/// <param name="Team">With whom it is shared; null for one's own.</param>
/// <param name="IsMine">I may change it.</param>
/// <param name="IsDefault">The page opens with it for me.</param>
public sealed record ViewRow(long Id, long Version, string Name, string Query, string? Team, long? TeamId, bool IsMine, bool IsDefault)
{
    public RecordId Key => new(RecordKind.SavedView, Id);
}

file sealed class Handler(CrmDb db) : IRequestHandler<ListViews, IReadOnlyList<ViewRow>>
{
    private const int Most = 100;

    public async Task<IReadOnlyList<ViewRow>> Handle(ListViews request, CancellationToken cancellationToken)
    {
        var (me, teams) = (db.UserId, db.TeamIds);
        var views = await db.SavedViews.AsNoTracking()
            .Where(view => view.Place == request.Place && (view.OwnerId == me || (view.TeamId != null && teams.Contains(view.TeamId.Value))))
            .OrderBy(view => view.TeamId != null).ThenBy(view => view.Name).ThenBy(view => view.Id).Take(Most)
            .Select(view => new ViewRow(
                view.Id, view.Version, view.Name, view.Query,
                db.Teams.Where(team => team.Id == view.TeamId).Select(team => team.Name).FirstOrDefault(), view.TeamId,
                view.OwnerId == me, me != null && view.DefaultFor.Contains(me.Value)))
            .ToListAsync(cancellationToken);
        return [.. views.OrderBy(view => view.TeamId is not null).ThenBy(view => view.Name, NameFold.Order).ThenBy(view => view.Id)];
    }
}
