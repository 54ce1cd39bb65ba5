using CrmLive.Data;
using CrmLive.Shell;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>
/// Has deals settled after the settings of a pipeline changed: at once after a commit of this process, several times soon after it, for moves that were on
/// their way into a stage that it removed, and now and then, for what another process left behind.
/// </summary>
public sealed class PipelineWorker : BackgroundService
{
    private const string Name = "Pipeline settings";
    private static readonly TimeSpan Rarely = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(100);

    private readonly CrmDbFactory _databases;
    private readonly Dispatcher _door;
    private readonly Outages _outages;
    private readonly ILogger<PipelineWorker> _log;
    private readonly SemaphoreSlim _news = new(0, 1);

    public PipelineWorker(CrmDbFactory databases, Dispatcher door, CommitFeed commits, Outages outages, ILogger<PipelineWorker> log)
    {
        (_databases, _door, _outages, _log) = (databases, door, outages, log);
        commits.Committed += Hear;
    }

    public override void Dispose()
    {
        _news.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = TimeSpan.Zero;
        while (!stoppingToken.IsCancellationRequested)
        {
            var isNews = await _news.WaitAsync(pause, stoppingToken);
            await Settle(stoppingToken);

            // A move that was judged before the change commits after it, and what failed is tried again.
            pause = isNews || pause == TimeSpan.Zero ? Soon : TimeSpan.FromTicks(Math.Min(Rarely.Ticks, 2 * pause.Ticks));
        }
    }

    // What one tenant cannot do keeps no other waiting.
    private async Task Settle(CancellationToken ct)
    {
        try
        {
            var failed = new HashSet<long>();
            while ((await Tenants(ct)).Except(failed).ToList() is { Count: > 0 } tenants)
            {
                foreach (var tenant in tenants)
                {
                    if (!await Settle(tenant, ct))
                    {
                        failed.Add(tenant);
                    }
                }
            }
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            if (!_outages.Heard(failure))
            {
                _log.LogWarning(failure, "It could not be read which deals have to follow the settings of their pipeline; it is tried again");
            }
        }
    }

    // Somebody who moves one of the deals at the same moment wins; the next attempt finds it where it is then.
    private async Task<bool> Settle(long tenant, CancellationToken ct)
    {
        try
        {
            await _door.Send(Caller.Software(tenant, Name), new SettlePipelines(), ct);
            return true;
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            if (!_outages.Heard(failure))
            {
                _log.LogWarning(failure, "Deals of tenant {Tenant} could not follow the settings of their pipeline; it is tried again", tenant);
            }

            return false;
        }
    }

    private async Task<IReadOnlyList<long>> Tenants(CancellationToken ct)
    {
        await using var db = _databases.CreateSystemWide(Name);
        return await Unsettled.Stages(db).Select(stage => stage.TenantId)
            .Union(Unsettled.Tables(db).Select(table => table.TenantId))
            .ToListAsync(ct);
    }

    private void Hear(IReadOnlyList<CommittedChange> changes)
    {
        if (_news.CurrentCount == 0 && changes.Any(change => change.Kind == RecordKind.Pipeline.Name))
        {
            try
            {
                _news.Release();
            }
            catch (Exception late) when (late is SemaphoreFullException or ObjectDisposedException)
            {
                // Somebody else was faster, or the program is going down.
            }
        }
    }
}
