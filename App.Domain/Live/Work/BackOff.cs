namespace CrmLive.Live;

/// <summary>How often work is tried, and how long it rests in between: longer each time, and never together with all that failed at the same moment.</summary>
/// <param name="First">The first pause.</param>
/// <param name="Longest">No pause is longer.</param>
/// <param name="Attempts">After so many it is given up.</param>
public sealed record BackOff(TimeSpan First, TimeSpan Longest, int Attempts)
{
    private static readonly BackOff Patient = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10), 12);
    private static readonly BackOff Brief = new(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1), 3);
    private static readonly BackOff Never = new(TimeSpan.Zero, TimeSpan.Zero, 1);

    /// <summary>What usually becomes of a failure of this class.</summary>
    public static BackOff Of(FailureClass failure) => failure switch
    {
        FailureClass.Passing or FailureClass.Throttled => Patient,
        FailureClass.Refused => Never,
        _ => Brief,
    };

    public bool IsSpent(int attempts) => attempts >= Attempts;

    /// <param name="attempts">That have failed, from 1.</param>
    /// <param name="chance">From 0 to 1; the pause is between half of its length and all of it.</param>
    public TimeSpan Pause(int attempts, double chance)
    {
        var full = Math.Min(Longest.TotalMilliseconds, First.TotalMilliseconds * Math.Pow(2, Math.Min(attempts - 1, 30)));
        return TimeSpan.FromMilliseconds(full * (0.5 + (chance / 2)));
    }
}
