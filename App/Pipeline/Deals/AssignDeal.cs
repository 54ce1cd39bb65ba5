using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Gives a deal to a person and their team, or to nobody. Returns the new version.</summary>
/// <param name="Replaces">The owner whom the person saw; where somebody else owns it by now, that is said and nothing changes.</param>
[Needs("opportunity.update")]
public sealed record AssignDeal(long DealId, long? OwnerId, long? Version = null, FormerOwner? Replaces = null) : ICommand<long>, IRepeatable;

/// <param name="Id">Null for nobody.</param>
public sealed record FormerOwner(long? Id);

file sealed class Handler(CrmDb db) : IRequestHandler<AssignDeal, long>
{
    public async Task<long> Handle(AssignDeal request, CancellationToken cancellationToken)
    {
        var deal = await db.Require<Deal>(request.DealId, request.Version, cancellationToken);
        if (request.Replaces is { } former && former.Id != deal.OwnerId && request.OwnerId != deal.OwnerId)
        {
            throw new StaleVersion(deal.Kind, deal.Id, deal.Version, await Now(deal, cancellationToken));
        }

        var responsible = await DealReferences.Responsible(db, request.OwnerId, cancellationToken);
        deal.AssignTo(responsible.OwnerId, responsible.TeamId);
        await db.SaveChangesAsync(cancellationToken);
        return deal.Version;
    }

    private async Task<string> Now(Deal deal, CancellationToken ct)
    {
        var owner = await db.Users.AsNoTracking().Where(user => user.Id == deal.OwnerId).Select(user => user.Name).FirstOrDefaultAsync(ct) ?? "Nobody";
        var given = await db.Events.AsNoTracking()
            .Where(happened => happened.SubjectKind == deal.Kind.Name && happened.SubjectId == deal.Id && happened.Type == "opportunity.assigned.v1")
            .OrderByDescending(happened => happened.SubjectVersion).ThenByDescending(happened => happened.Id)
            .Select(happened => new { happened.At, happened.ActorName }).FirstOrDefaultAsync(ct);
        return given is null
            ? $"{owner} owns this deal now. Look whether you still want to give it to somebody else."
            : $"{owner} has owned this deal since {Time(given.At)}; {given.ActorName} changed it while you did. Choose again if you still want to.";
    }

    private string Time(DateTimeOffset at) =>
        $"{(db.Work.Format ?? PersonalFormat.Default).Time(at, db.Work.Zone)}{(db.Work.Zone.Equals(TimeZoneInfo.Utc) ? " UTC" : "")}";
}
