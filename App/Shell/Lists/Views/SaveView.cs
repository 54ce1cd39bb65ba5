using CrmLive.Data;
using MediatR;

namespace CrmLive.Shell;

/// <summary>Keeps what a page shows under a name, for oneself or a team. Returns its number.</summary>
/// <param name="Query">The part of the address behind the question mark.</param>
/// <param name="TeamId">One of the person's own teams, to share it with.</param>
[Open(Views.Why)]
public sealed record SaveView(string Place, string? Name, string? Query, long? TeamId = null) : ICommand<long>;

file sealed class Handler(CrmDb db, IdGenerator ids) : IRequestHandler<SaveView, long>
{
    public async Task<long> Handle(SaveView request, CancellationToken cancellationToken)
    {
        Views.CheckTeam(db, request.TeamId);
        var view = new SavedView(await ids.Next(cancellationToken), request.Place, request.Name, request.Query, Views.Me(db), request.TeamId);
        db.SavedViews.Add(view);
        await db.SaveChangesAsync(cancellationToken);
        return view.Id;
    }
}
