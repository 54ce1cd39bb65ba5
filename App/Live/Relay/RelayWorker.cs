using CrmLive.Data;
using CrmLive.Shell;

namespace CrmLive.Live;

/// <summary>
/// Wakes consumers that have something to read: after a commit of this process, else by looking, ever less often while nothing happens. Commits that
/// follow one another closely are looked after together. It never uses NOTIFY, which makes all writers commit one after the other.
/// </summary>
public sealed class RelayWorker : BackgroundService
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Rarely = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(1);

    private readonly EventRelay _relay;
    private readonly Positions _positions;
    private readonly IReadOnlyList<EventConsumer> _consumers;
    private readonly TimeProvider _clock;
    private readonly Outages _outages;
    private readonly ILogger<RelayWorker> _log;
    private readonly SemaphoreSlim _news = new(0, 1);
    private readonly Dictionary<string, Task> _running = [];
    private readonly Dictionary<string, long> _resting = [];
    private bool _isPrepared;

    public RelayWorker(
        EventRelay relay, Positions positions, IEnumerable<EventConsumer> consumers, CommitFeed commits, TimeProvider clock, Outages outages, ILogger<RelayWorker> log)
    {
        (_relay, _positions, _consumers, _clock, _outages, _log) = (relay, positions, [.. consumers], clock, outages, log);
        commits.Committed += _ => Wake();
    }

    public override void Dispose()
    {
        _news.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var pause = Soon;
            while (!stoppingToken.IsCancellationRequested)
            {
                var looked = _clock.GetTimestamp();
                pause = await LookAround(pause, stoppingToken);
                pause = await _news.WaitAsync(pause, stoppingToken) ? Soon : pause;
                await Gather(looked, stoppingToken);
            }
        }
        finally
        {
            await Task.WhenAll(_running.Values.Select(drain => drain.ContinueWith(_ => { }, TaskScheduler.Default)));
        }
    }

    // Who looks after every commit of a busy minute does nothing else, and takes the database from those who commit.
    private Task Gather(long looked, CancellationToken ct) =>
        Gathering - _clock.GetElapsedTime(looked) is { Ticks: > 0 } rest ? Task.Delay(rest, _clock, ct) : Task.CompletedTask;

    private async Task<TimeSpan> LookAround(TimeSpan pause, CancellationToken ct)
    {
        try
        {
            _isPrepared = _isPrepared || await Prepare(ct);
            return await Look(ct) ? Soon : TimeSpan.FromTicks(Math.Min(Rarely.Ticks, pause.Ticks * 2));
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            if (!_outages.Heard(failure))
            {
                _log.LogWarning(failure, "The event relay could not read; it tries again");
            }

            return AfterTrouble;
        }
    }

    private async Task<bool> Prepare(CancellationToken ct)
    {
        foreach (var consumer in _consumers)
        {
            await _positions.Ensure(consumer, ct);
        }

        return true;
    }

    /// <summary>Sets off every consumer that has something to read and is due; true while any is at work.</summary>
    private async Task<bool> Look(CancellationToken ct)
    {
        await Collect();
        var waiting = _consumers.Count == 0 ? [] : await _relay.Waiting(ct);
        foreach (var consumer in _consumers.Where(consumer => waiting.Contains(consumer.Name) && !_running.ContainsKey(consumer.Name)))
        {
            if (IsRested(consumer.Name))
            {
                _running[consumer.Name] = Task.Run(() => Drain(consumer, ct), ct);
            }
        }

        return _running.Count > 0;
    }

    private async Task Drain(EventConsumer consumer, CancellationToken ct)
    {
        try
        {
            await _relay.Drain(consumer, ct);
        }
        finally
        {
            Wake();
        }
    }

    private async Task Collect()
    {
        foreach (var (name, drain) in _running.Where(running => running.Value.IsCompleted).ToList())
        {
            _running.Remove(name);
            _resting[name] = _clock.GetTimestamp();
            await drain;
            _resting.Remove(name);
        }
    }

    private bool IsRested(string consumer) =>
        !_resting.TryGetValue(consumer, out var since) || _clock.GetElapsedTime(since) >= AfterTrouble;

    private void Wake()
    {
        if (_news.CurrentCount > 0)
        {
            return;
        }

        try
        {
            _news.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody else was faster.
        }
        catch (ObjectDisposedException)
        {
            // The program is going down.
        }
    }
}
