using System.Globalization;

namespace CrmLive.Pipeline;

/// <summary>How near an open deal is to being lost from sight.</summary>
public enum RiskLevel
{
    None = 0,

    /// <summary>Something is missing or slow.</summary>
    Watch = 1,

    /// <summary>It stands still, is overdue, or shrinks.</summary>
    High = 2,
}

/// <summary>What makes a deal risky, in words for a person. The same on card, page, list and REST.</summary>
/// <param name="Age">In its stage, against what is usual there.</param>
public sealed record DealRisk(RiskLevel Level, IReadOnlyList<string> Reasons, DealAge Age = DealAge.Usual)
{
    private const int ManyMoves = 3;
    private const decimal LargeFall = 0.2m;
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static DealRisk None { get; } = new(RiskLevel.None, []);

    /// <param name="signs">What is known and may be shown; what is hidden from the person is left out.</param>
    /// <param name="pace">What is usual in the deal's stage.</param>
    /// <param name="today">Where the one is who looks at it; by default in UTC.</param>
    public static DealRisk Of(DealSigns signs, StagePace pace, DateTimeOffset now, DateOnly? today = null)
    {
        if (!signs.IsOpen)
        {
            return None;
        }

        List<(RiskLevel Level, string Words)?> found =
        [
            Aged(signs, pace, now - signs.StageSince), Overdue(signs, today ?? Days.Of(now, TimeZoneInfo.Utc)), Pushed(signs), Fallen(signs),
            signs.HasNextStep == false ? (RiskLevel.Watch, "No next step") : null,
        ];
        var reasons = found.OfType<(RiskLevel Level, string Words)>().OrderByDescending(reason => reason.Level).ToList();
        return reasons.Count == 0 ? None : new DealRisk(reasons[0].Level, [.. reasons.Select(reason => reason.Words)], pace.Judge(now - signs.StageSince));
    }

    public bool Equals(DealRisk? other) =>
        other is not null && (Level, Age) == (other.Level, other.Age) && Reasons.SequenceEqual(other.Reasons, StringComparer.Ordinal);

    public override int GetHashCode() => HashCode.Combine(Level, Age, Reasons.Count);

    private static (RiskLevel, string)? Aged(DealSigns signs, StagePace pace, TimeSpan inStage)
    {
        var median = $"the median of {pace.MedianDays?.ToString("0", Invariant)}{(pace.Segment is null ? "" : $" for {pace.Segment}")}";
        var days = $"{Math.Floor(inStage.TotalDays).ToString("0", Invariant)} days in {signs.Stage}";
        return pace.Judge(inStage) switch
        {
            DealAge.Stuck => (RiskLevel.High, $"{days}, {Times(inStage.TotalDays / pace.MedianDays!.Value)} {median}"),
            DealAge.Slow => (RiskLevel.Watch, $"{days}, more than {median}"),
            _ => null,
        };
    }

    private static string Times(double ratio) => Math.Floor(ratio) is var whole && whole < 3 ? "twice" : $"{whole.ToString("0", Invariant)} times";

    private static (RiskLevel, string)? Overdue(DealSigns signs, DateOnly today) => (today.DayNumber - signs.ExpectedClose?.DayNumber) switch
    {
        1 => (RiskLevel.High, "Expected close was yesterday"),
        > 1 and var days => (RiskLevel.High, $"Expected close was {days.ToString(Invariant)} days ago"),
        _ => null,
    };

    private static (RiskLevel, string)? Pushed(DealSigns signs) => signs.CloseMoves switch
    {
        >= ManyMoves => (RiskLevel.High, $"Close date moved {signs.CloseMoves} times"),
        2 => (RiskLevel.Watch, "Close date moved twice"),
        _ => null,
    };

    private static (RiskLevel, string)? Fallen(DealSigns signs) =>
        signs is { Amount: { } amount, HighestAmount: > 0m and { } highest } && (highest - amount) / highest is >= LargeFall and var fall
            ? (RiskLevel.High, $"Amount fell by {(fall * 100).ToString("0", Invariant)} %")
            : null;
}

/// <summary>What the risk of a deal is judged by. A null is not known, or not for this person.</summary>
/// <param name="Stage">Its name.</param>
/// <param name="CloseMoves">How often the expected close was put off.</param>
/// <param name="HighestAmount">The most that the deal was worth at any of its transitions.</param>
public sealed record DealSigns(
    string Stage,
    bool IsOpen,
    DateTimeOffset StageSince,
    DateOnly? ExpectedClose,
    int CloseMoves,
    bool? HasNextStep,
    decimal? Amount,
    decimal? HighestAmount);
