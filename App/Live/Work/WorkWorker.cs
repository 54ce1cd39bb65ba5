using System.Security.Cryptography;
using CrmLive.Data;
using CrmLive.Shell;

namespace CrmLive.Live;

/// <summary>
/// The one claimer of this node. It takes in wishes and claims what is due: after a commit of this process that wished for something, else by looking, at times that
/// differ from those of other nodes. It claims what it can begin at once, so that another node gets the rest.
/// </summary>
public sealed class WorkWorker : BackgroundService
{
    private const int MostTakenIn = 2000;

    private static readonly TimeSpan Tidying = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Renewing = WorkStore.Lease / 4;

    private readonly WorkStore _store;
    private readonly WorkHands _hands;
    private readonly CommitFeed _commits;
    private readonly TimeProvider _clock;
    private readonly Outages _outages;
    private readonly ILogger<WorkWorker> _log;
    private readonly SemaphoreSlim _news = new(0, 1);
    private long _tidied;

    public WorkWorker(WorkStore store, WorkHands hands, CommitFeed commits, TimeProvider clock, Outages outages, ILogger<WorkWorker> log)
    {
        (_store, _hands, _commits, _clock, _outages, _log) = (store, hands, commits, clock, outages, log);
        _commits.WorkPut += Wake;
        _hands.Freed += Wake;
    }

    public override void Dispose()
    {
        _commits.WorkPut -= Wake;
        _hands.Freed -= Wake;
        _news.Dispose();
        base.Dispose();
    }

    /// <summary>One look: takes in, claims and begins. True when there may be more to do at once.</summary>
    public async Task<bool> Look(CancellationToken ct)
    {
        var taken = await _store.TakeIn(MostTakenIn, ct);
        return await _hands.Begin(taken > 0, ct) || taken > 0;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var renewing = Renew(stoppingToken);
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await LookAround(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program is going down.
        }
        finally
        {
            await _hands.End();
            await renewing;
        }
    }

    private async Task LookAround(CancellationToken ct)
    {
        try
        {
            if (!await Look(ct))
            {
                await Tidy(ct);
                await _news.WaitAsync(Jittered(), ct);
            }
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            if (!_outages.Heard(failure))
            {
                _log.LogWarning(failure, "The work queue could not be read; it is tried again");
            }

            await Task.Delay(AfterTrouble, _clock, ct);
        }
    }

    private async Task Renew(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Renewing);
        while (!_hands.IsEmpty || !ct.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(_hands.IsEmpty ? ct : CancellationToken.None);
                await _hands.Renew(CancellationToken.None);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception failure)
            {
                // What cannot be renewed in time is lost, and the store says so at its end.
                _outages.Heard(failure);
            }
        }
    }

    private async Task Tidy(CancellationToken ct)
    {
        if (_tidied == 0 || _clock.GetElapsedTime(_tidied) > Tidying)
        {
            _tidied = _clock.GetTimestamp();
            await _store.Tidy(ct);
        }
    }

    private static TimeSpan Jittered() => TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(300, 800));

    private void Wake()
    {
        try
        {
            if (_news.CurrentCount == 0)
            {
                _news.Release();
            }
        }
        catch (Exception late) when (late is SemaphoreFullException or ObjectDisposedException)
        {
            // Somebody else was faster, or the program is going down.
        }
    }
}
