using CrmLive.Access;

namespace CrmLive.Pipeline;

/// <summary>
/// How a pipeline did in a period. The one definition of each figure: board, sidebar, REST and command line show these numbers and no others.
/// A rate is null where there is nothing to divide by.
/// </summary>
/// <param name="Currency">Of all amounts: the pipeline's own.</param>
/// <param name="Opened">Deals created in the period.</param>
/// <param name="Open">Deals that are open now; they are what the velocity multiplies.</param>
/// <param name="Won">Deals that were won in the period and are won still.</param>
/// <param name="CycleDays">Mean days from the first stage to the win, over the deals won in the period.</param>
/// <param name="Due">Deals whose expected close lies in the period, up to today.</param>
/// <param name="Slipped">Those of <paramref name="Due"/> that were not closed by that day.</param>
public sealed record PipelineMetrics(
    string Currency,
    int Opened,
    int Open,
    [property: Field("opportunity.amount")] decimal? OpenAmount,
    int Won,
    [property: Field("opportunity.amount")] decimal? WonAmount,
    int Lost,
    [property: Field("opportunity.amount")] decimal? LostAmount,
    double? CycleDays,
    int Due,
    int Slipped,
    IReadOnlyList<StageConversion> Conversions,
    IReadOnlyList<LostReasonCount> LostReasons)
{
    /// <summary>Won of all that were closed in the period, 0 to 1.</summary>
    public double? WinRate => Won + Lost == 0 ? null : (double)Won / (Won + Lost);

    /// <summary>Mean amount of the deals won in the period.</summary>
    public decimal? AverageWon => Won == 0 ? null : WonAmount / Won;

    /// <summary>Open opportunities x average value x win rate / cycle length: money per day.</summary>
    public decimal? VelocityPerDay =>
        AverageWon is { } value && WinRate is { } rate && CycleDays is > 0 ? Open * value * (decimal)rate / (decimal)CycleDays.Value : null;

    /// <summary>Share of the due deals that were not closed in time, 0 to 1.</summary>
    public double? SlipRate => Due == 0 ? null : (double)Slipped / Due;
}

/// <summary>Of the deals created in the period that reached a stage, how many went beyond it. Going back does not undo having been there.</summary>
public sealed record StageConversion(long StageId, string Stage, int Reached, int WentOn)
{
    /// <summary>0 to 1; null when no deal reached the stage.</summary>
    public double? Rate => Reached == 0 ? null : (double)WentOn / Reached;
}

/// <summary>How often a reason was given for a loss in the period.</summary>
public sealed record LostReasonCount([property: Field("opportunity.lost_reason")] string? Reason, int Count);
