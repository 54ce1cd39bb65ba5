using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CrmLive.Operations;

/// <summary>How the node is doing, asked at most once a second however often somebody looks.</summary>
public sealed class Health(HealthCheckService checks, IHostApplicationLifetime life, TimeProvider clock) : IDisposable
{
    /// <summary>Checks with this tag decide whether the node takes traffic.</summary>
    public const string Ready = "ready";

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private (HealthReport Report, long At)? _latest;

    /// <summary>False before the doors are open and from the moment that the node begins to leave.</summary>
    public bool IsOpen => life.ApplicationStarted.IsCancellationRequested && !life.ApplicationStopping.IsCancellationRequested;

    public async Task<IResult> Everything(CancellationToken ct)
    {
        var report = await Look(ct);
        var services = report.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).ToDictionary(entry => entry.Key, entry => Word(entry.Value.Status));
        var status = report.Status switch
        {
            HealthStatus.Healthy => "ok",
            HealthStatus.Degraded => "degraded",
            _ => "down",
        };
        return Answer(status, services, report.Status != HealthStatus.Unhealthy);
    }

    public async Task<IResult> Readiness(CancellationToken ct)
    {
        if (!IsOpen)
        {
            return Answer("leaving", null, isWell: false);
        }

        var report = await Look(ct);
        var isReady = report.Entries.Values.Where(entry => entry.Tags.Contains(Ready)).All(entry => entry.Status != HealthStatus.Unhealthy);
        return Answer(isReady ? "ok" : "down", null, isReady);
    }

    public static IResult Liveness() => Answer("ok", null, isWell: true);

    public void Dispose() => _gate.Dispose();

    private static IResult Answer(string status, Dictionary<string, string>? services, bool isWell) =>
        Results.Json(
            services is null ? (object)new { status } : new { status, services },
            JsonSerializerOptions.Web,
            statusCode: isWell ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "up",
        HealthStatus.Degraded => "degraded",
        _ => "down",
    };

    private async Task<HealthReport> Look(CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            if (_latest is not { } latest || clock.GetElapsedTime(latest.At) > Fresh)
            {
                using var patience = new CancellationTokenSource(Patience, clock);
                _latest = latest = (await checks.CheckHealthAsync(patience.Token), clock.GetTimestamp());
            }

            return latest.Report;
        }
        finally
        {
            _gate.Release();
        }
    }
}
