using CrmLive.Data;
using MediatR;

namespace CrmLive.Shell;

/// <summary>Shares a view of one's own with a team, or keeps it for oneself again. Returns the new version.</summary>
[Open(Views.Why)]
public sealed record ShareView(long ViewId, long? TeamId) : ICommand<long>;

file sealed class Handler(CrmDb db) : IRequestHandler<ShareView, long>
{
    public async Task<long> Handle(ShareView request, CancellationToken cancellationToken)
    {
        var view = await Views.Own(db, request.ViewId, cancellationToken);
        Views.CheckTeam(db, request.TeamId);
        view.ShareWith(request.TeamId);
        await db.SaveChangesAsync(cancellationToken);
        return view.Version;
    }
}
