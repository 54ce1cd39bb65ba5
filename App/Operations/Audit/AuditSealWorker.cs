namespace CrmLive.Operations.Audit;

/// <summary>Seals several times a second, writes checkpoints when they are due, and both once more when the program ends.</summary>
public sealed class AuditSealWorker(AuditSealer sealer, CheckpointLog checkpoints, TimeProvider clock, ILogger<AuditSealWorker> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private bool _isCaughtUp;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Work(all: true, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await Work(all: false, stoppingToken);
        }
    }

    private async Task Work(bool all, CancellationToken ct)
    {
        try
        {
            await sealer.Seal(ct);
            if (!_isCaughtUp)
            {
                await sealer.CatchUp(ct);
                _isCaughtUp = true;
            }

            await checkpoints.Flush(all, ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            log.LogWarning(failure, "Audit entries could not be sealed; it is tried again");
        }
    }
}
