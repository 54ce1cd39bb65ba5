using CrmLive.Shell;

namespace CrmLive.Operations.Audit;

/// <summary>Seals several times a second, and once more when the program ends.</summary>
public sealed class AuditSealWorker(AuditSealer sealer, TimeProvider clock, Outages outages, ILogger<AuditSealWorker> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private bool _isCaughtUp;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Work(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await Work(stoppingToken);
        }
    }

    private async Task Work(CancellationToken ct)
    {
        try
        {
            await sealer.Seal(ct);
            _isCaughtUp = _isCaughtUp || await sealer.CatchUp(ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            if (!outages.Heard(failure))
            {
                log.LogWarning(failure, "Audit entries could not be sealed; it is tried again");
            }
        }
    }
}
