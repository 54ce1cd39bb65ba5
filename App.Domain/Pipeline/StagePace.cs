namespace CrmLive.Pipeline;

/// <summary>How long deals usually stay in a stage.</summary>
/// <param name="MedianDays">Null where too few deals have left the stage to say.</param>
/// <param name="Segment">The industry of the accounts that it is about; null for all.</param>
public sealed record StagePace(long StageId, double? MedianDays, string? Segment = null)
{
    /// <summary>Fewer departures than this are an anecdote.</summary>
    public const int Fewest = 3;

    /// <summary>The plain rule beside the relative one.</summary>
    public const int StaleDays = 14;

    private const double Slow = 1.5;
    private const double Stuck = 2;

    /// <summary>The median of durations that were counted per day; durations within a day are alike.</summary>
    public static StagePace Of(long stageId, IEnumerable<(int Days, int Deals)> departures, string? segment = null)
    {
        var ordered = departures.OrderBy(step => step.Days).ToList();
        var middle = (ordered.Sum(step => step.Deals) + 1) / 2;
        if (ordered.Sum(step => step.Deals) < Fewest)
        {
            return new StagePace(stageId, null, segment);
        }

        var passed = 0;
        return new StagePace(stageId, Math.Max(1, ordered.First(step => (passed += step.Deals) >= middle).Days), segment);
    }

    public DealAge Judge(TimeSpan inStage) => inStage.TotalDays switch
    {
        var days when days >= Stuck * MedianDays => DealAge.Stuck,
        var days when days >= Slow * MedianDays => DealAge.Slow,
        _ => DealAge.Usual,
    };
}

/// <summary>The age of a deal in its stage against what is usual there.</summary>
public enum DealAge
{
    Usual = 0,

    /// <summary>One and a half times the median or more.</summary>
    Slow = 1,

    /// <summary>Twice the median or more.</summary>
    Stuck = 2,
}
