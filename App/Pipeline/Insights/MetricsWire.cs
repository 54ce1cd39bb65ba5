using CrmLive.Shell;

namespace CrmLive.Pipeline;

/// <summary>How a pipeline did in a period; the same figures as on the board. A rate is null where there is nothing to divide by.</summary>
/// <param name="From">First day of the period, UTC.</param>
/// <param name="To">Last day of the period, UTC.</param>
/// <param name="Opened">Opportunities created in the period.</param>
/// <param name="Open">Those open now.</param>
/// <param name="WinRate">Won of all that were closed in the period, 0 to 1.</param>
/// <param name="CycleDays">Mean days from the first stage to the win.</param>
/// <param name="VelocityPerDay">Open opportunities x average won x win rate / cycle days.</param>
/// <param name="Due">Those whose expected close lies in the period, up to today.</param>
/// <param name="SlipRate">Share of the due ones that were not closed in time, 0 to 1.</param>
public sealed record MetricsResource(
    RecordId PipelineId,
    DateOnly From,
    DateOnly To,
    string Currency,
    int Opened,
    int Open,
    decimal? OpenAmount,
    int Won,
    decimal? WonAmount,
    int Lost,
    decimal? LostAmount,
    double? WinRate,
    decimal? AverageWon,
    double? CycleDays,
    decimal? VelocityPerDay,
    int Due,
    int Slipped,
    double? SlipRate,
    IReadOnlyList<ConversionResource> Conversions,
    IReadOnlyList<LostReasonResource> LostReasons)
{
    internal static MetricsResource Of(GetPipelineMetrics asked, PipelineMetrics metrics) => new(
        asked.PipelineId.Id(RecordKind.Pipeline), asked.From, asked.To,
        metrics.Currency, metrics.Opened, metrics.Open, metrics.OpenAmount, metrics.Won, metrics.WonAmount, metrics.Lost, metrics.LostAmount,
        metrics.WinRate, Round(metrics.AverageWon), metrics.CycleDays, Round(metrics.VelocityPerDay), metrics.Due, metrics.Slipped, metrics.SlipRate,
        [.. metrics.Conversions.Select(step => new ConversionResource(step.StageId.Id(RecordKind.Stage), step.Stage, step.Reached, step.WentOn, step.Rate))],
        [.. metrics.LostReasons.Select(reason => new LostReasonResource(reason.Reason, reason.Count))]);

    private static decimal? Round(decimal? amount) => amount is { } given ? Math.Round(given, 4) : null;
}

/// <summary>Of the opportunities that reached a stage, how many went beyond it.</summary>
public sealed record ConversionResource(RecordId StageId, string Stage, int Reached, int WentOn, double? Rate);

/// <summary>How often a reason was given for a loss.</summary>
public sealed record LostReasonResource(string? Reason, int Count);
