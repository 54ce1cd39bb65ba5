using CrmLive.Data;

namespace CrmLive.Pipeline;

/// <summary>Keeps deals that have a past. Each step is a save, so that history, events and "as of" know every state that a deal was in.</summary>
internal static class PastDeals
{
    /// <summary>Saves within the transaction that is open.</summary>
    public static async Task Save(CrmDb db, IReadOnlyList<PastDeal> past, CancellationToken ct)
    {
        var deals = past.Select(one => one.Open()).ToList();
        db.Deals.AddRange(deals);
        db.StageChanges.AddRange(deals.SelectMany(deal => deal.NewStageChanges));
        await db.SaveOpened(ct);
        for (var step = 1; step < past.Max(one => one.Steps); step++)
        {
            for (var i = 0; i < deals.Count; i++)
            {
                if (step < past[i].Steps)
                {
                    db.StageChanges.Add(past[i].Move(deals[i], step));
                }
            }

            await db.SaveChangesAsync(ct);
        }
    }
}
