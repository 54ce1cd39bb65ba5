using System.Collections.Concurrent;
using CrmLive.Data;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Events;

/// <summary>What clients remember while things crash: every write that was acknowledged to them, by deal.</summary>
internal sealed class Journal
{
    private readonly ConcurrentDictionary<long, int> _acknowledged = [];

    public int Count => _acknowledged.Values.Sum();

    public IReadOnlyCollection<long> Deals => [.. _acknowledged.Keys];

    public void Acknowledge(long deal) => _acknowledged.AddOrUpdate(deal, 1, (_, before) => before + 1);

    /// <summary>Each client repeats a write under its key until it is acknowledged, so the database holds exactly what the journal does.</summary>
    public async Task Compare(CrmDb db, CancellationToken ct)
    {
        List<long> deals = [.. Deals];
        var stored = await db.StageChanges.Where(change => deals.Contains(change.DealId) && change.FromStageId != null)
            .GroupBy(change => change.DealId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, ct);
        foreach (var (deal, acknowledged) in _acknowledged)
        {
            stored.GetValueOrDefault(deal).ShouldBe(acknowledged, $"deal {deal}: writes that were acknowledged, and writes that are there");
        }
    }
}
