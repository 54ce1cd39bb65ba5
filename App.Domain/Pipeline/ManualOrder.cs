namespace CrmLive.Pipeline;

/// <summary>The order that people give the cards of a column: the highest rank on top, of equal ones the later deal. Pure arithmetic on ranks.</summary>
public static class ManualOrder
{
    private const long PerMicrosecond = 1024;

    /// <summary>A second's worth of ranks: the distance that cards get where there is room to choose one.</summary>
    public const long Room = 1_000_000 * PerMicrosecond;

    /// <summary>The rank of a card that comes into a column without a place: above all that came before.</summary>
    public static long Entering(DateTimeOffset at) => (at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond * PerMicrosecond;

    /// <summary>Ranks for cards that lie, the first on top, between two others; null when there is no room for them.</summary>
    /// <param name="above">The card above them; null on top of the column.</param>
    /// <param name="below">The card below them; null at its end.</param>
    public static IReadOnlyList<long>? Between(long? above, long? below, int count)
    {
        var (top, step) = (above, below) switch
        {
            ({ } high, { } low) => (high, (high - low) / (count + 1)),
            ({ } high, null) => (high, Room),
            (null, { } low) => (low + (Room * (count + 1)), Room),
            _ => (Room * (count + 1), Room),
        };
        return step > 0 ? [.. Enumerable.Range(1, count).Select(place => top - (step * place))] : null;
    }

    /// <summary>How far everything below has to go down to make room for so many cards.</summary>
    public static long Spread(long above, long below, int count) => (Room * (count + 1)) - (above - below);
}
