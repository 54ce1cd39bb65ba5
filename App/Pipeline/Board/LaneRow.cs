namespace CrmLive.Pipeline;

/// <summary>A row of a grouped column: the head of a group, one of its cards, or that more of them have not been read.</summary>
public sealed record LaneRow(GroupTotals? Group, BoardCard? Card = null, int Unread = 0)
{
    /// <summary>The groups of a column, each with its cards unless it is folded up.</summary>
    public static List<LaneRow> Of(Lane lane, BoardGrouping grouping, IReadOnlySet<string> folded)
    {
        var cards = lane.Cards.ToLookup(card => grouping.GroupOf(card));
        var arrived = lane.Arrived.ToLookup(card => grouping.GroupOf(card));
        var rows = new List<LaneRow>();
        foreach (var group in lane.Groups)
        {
            rows.Add(new LaneRow(group));
            if (!folded.Contains(group.Key))
            {
                rows.AddRange(cards[group.Of].Select(card => new LaneRow(null, card)));
                var unread = group.Count - cards[group.Of].Count() - arrived[group.Of].Count();
                rows.AddRange(unread > 0 && group.Of is not null ? [new LaneRow(group, null, unread)] : []);
            }
        }

        return rows;
    }
}
