namespace CrmLive.Pipeline;

/// <summary>What of a scrolled column was in sight and below, to tell after a change how far it has shifted.</summary>
internal sealed class LaneSight(Lane lane)
{
    private readonly List<(long Id, int Row)> _cards = [.. Rows(lane).SkipWhile(card => card.Id != lane.FirstSeen)];

    public long StageId { get; } = lane.Stage.Id;

    /// <summary>By how many rows it has gone down. The column is told what is the uppermost card in sight now.</summary>
    /// <param name="changed">Cards that something was done to, which may lie elsewhere for that.</param>
    public int Keep(Lane lane, IReadOnlyCollection<long> changed)
    {
        var now = Rows(lane).ToDictionary(card => card.Id, card => card.Row);
        List<(long Id, int Down)> left = [.. _cards.Where(card => now.ContainsKey(card.Id)).Select(card => (card.Id, now[card.Id] - card.Row))];
        if (left.Count == 0)
        {
            lane.FirstSeen = null;
            return 0;
        }

        var down = left.Where(card => !changed.Contains(card.Id)).Concat(left).First().Down;
        lane.FirstSeen = left.Find(card => card.Down == down).Id;
        return down;
    }

    private static IEnumerable<(long Id, int Row)> Rows(Lane lane) =>
        lane.Drawn.Select((card, row) => (card?.Id, row)).Where(place => place.Id is not null).Select(place => (place.Id!.Value, place.row));
}

/// <summary>By how many rows what is in sight of a column went down; up where it is less than none.</summary>
public sealed record Shift(long StageId, int Rows);
