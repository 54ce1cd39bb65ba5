using CrmLive.Data;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Judges many deals in one command; what is usual in their stages is remembered.</summary>
internal static class DealRisks
{
    /// <returns>The risk by the deal's number; closed deals are not in it.</returns>
    public static async Task<IReadOnlyDictionary<long, DealRisk>> Of(CrmDb db, PaceBook book, IReadOnlyCollection<long> ids, CancellationToken ct)
    {
        if (ids.Count == 0)
        {
            return new Dictionary<long, DealRisk>();
        }

        var (seesAmount, seesStep) = (Sees(db, "opportunity.amount"), Sees(db, "opportunity.next_step"));
        var deals = await (
            from deal in db.Deals.AsNoTracking()
            where ids.Contains(deal.Id) && deal.Outcome == StageKind.Open
            join stage in db.Stages on deal.StageId equals stage.Id
            join account in db.Accounts on deal.AccountId equals account.Id into accounts
            from account in accounts.DefaultIfEmpty()
            select new
            {
                deal.Id,
                deal.PipelineId,
                deal.StageId,
                account!.Industry,
                Signs = new DealSigns(
                    stage.Name, true, deal.StageSince, deal.ExpectedClose, deal.CloseMoves,
                    seesStep ? deal.NextStep != null : null,
                    seesAmount ? deal.Amount : null,
                    seesAmount ? db.StageChanges.Where(change => change.DealId == deal.Id).Max(change => (decimal?)change.Amount) : null),
            })
            .ToListAsync(ct);
        var paces = new Dictionary<long, StagePaces>();
        foreach (var pipeline in deals.Select(deal => deal.PipelineId).Distinct())
        {
            paces[pipeline] = await book.Of(db, pipeline, ct);
        }

        return deals.ToDictionary(deal => deal.Id, deal => DealRisk.Of(deal.Signs, paces[deal.PipelineId].Of(deal.StageId, deal.Industry), book.Now, db.Work.DayOf(book.Now)));
    }

    private static bool Sees(CrmDb db, string field) => !db.Work.Actor.HiddenFields.Contains(field);
}
