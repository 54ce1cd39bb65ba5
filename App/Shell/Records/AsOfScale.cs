namespace CrmLive.Shell;

/// <summary>What the places of the "as of" slider stand for: the changes of a record one by one, or equal steps of time. The last place is now.</summary>
/// <param name="Changes">When the record changed, the first one first.</param>
public sealed record AsOfScale(IReadOnlyList<DateTimeOffset> Changes, DateTimeOffset Now, bool IsByTime)
{
    // More than a hand can tell apart on a track.
    private const int Most = 500;

    /// <summary>A step of time: a minute, an hour or a day, as the age of the record has it.</summary>
    public TimeSpan Step { get; } = Changes.Count == 0 || Now - Changes[0] <= TimeSpan.FromMinutes(Most) ? TimeSpan.FromMinutes(1)
        : Now - Changes[0] <= TimeSpan.FromHours(Most) ? TimeSpan.FromHours(1)
        : TimeSpan.FromDays(1);

    public int Last => Changes.Count == 0 ? 0 : IsByTime ? Math.Max(1, (int)Math.Ceiling(Life / Step)) : Changes.Count;

    private TimeSpan Life => Now - Changes[0];

    /// <summary>Null for now.</summary>
    public DateTimeOffset? At(int place) => place >= Last ? null : IsByTime ? Changes[0] + (Step * place) : Changes[place];

    /// <summary>The place that shows what there was at an instant; null for now.</summary>
    public int Of(DateTimeOffset? instant) => instant is not { } at || Changes.Count == 0 ? Last
        : IsByTime ? (int)Math.Clamp(Math.Floor((at - Changes[0]) / Step), 0, Last - 1)
        : Math.Max(0, Changes.Count(change => change <= at) - 1);

    /// <summary>Where on the track a change lies, 0 to 1.</summary>
    public double Share(DateTimeOffset change) => IsByTime
        ? Life > TimeSpan.Zero ? Math.Clamp((change - Changes[0]) / Life, 0, 1) : 0
        : Changes.Count(other => other < change) / (double)Changes.Count;
}
