namespace CrmLive.Live;

/// <summary>
/// From which time on a node looks for what is due. While there is more than it can take, everything older has been taken, and rows that were taken do not have to be passed
/// over again: a long reading elsewhere may keep the database from sweeping them up. Once a second it looks at everything all the same.
/// </summary>
public sealed class WorkFloor(TimeProvider clock)
{
    private static readonly TimeSpan BetweenWholeLooks = TimeSpan.FromSeconds(1);

    private DateTimeOffset _since = DateTimeOffset.MinValue;
    private long _whole = clock.GetTimestamp();

    /// <summary>Asked for before each claim.</summary>
    public DateTimeOffset Since
    {
        get
        {
            if (clock.GetElapsedTime(_whole) > BetweenWholeLooks)
            {
                Forget();
            }

            return _since;
        }
    }

    public void Learn(IReadOnlyList<ClaimedWork> claimed, int asked)
    {
        var streams = claimed.GroupBy(item => (item.TenantId, item.Kind, item.Lane, item.Priority)).ToList();

        // A stream of which nothing was taken may have something older.
        _since = claimed.Count < asked || streams.Count < claimed[0].Streams
            ? DateTimeOffset.MinValue
            : streams.Min(stream => stream.Max(item => item.WasDue));
    }

    /// <summary>Something older may have come.</summary>
    public void Forget() => (_since, _whole) = (DateTimeOffset.MinValue, clock.GetTimestamp());
}
