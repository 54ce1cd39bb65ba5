using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Live;

/// <summary>Tells the browsers of this node what other processes have committed: another node, an import on the command line. Its place is not stored; it starts at now.</summary>
public sealed class EventTail(
    CrmDbFactory databases, DatabaseProvider provider, LiveFeed feed, ActorDirectory actors, NodeName node, TimeProvider clock, Outages outages, ILogger<EventTail> log)
    : BackgroundService
{
    private const int Batch = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private long _mark;
    private long _id;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        var isPlaced = false;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var db = databases.CreateSystemWide("event-tail");
                if (!isPlaced)
                {
                    await StartAtNow(db, stoppingToken);
                    isPlaced = true;
                }

                while (await ReadOn(db, stoppingToken) == Batch)
                {
                }
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                if (!outages.Heard(failure))
                {
                    log.LogWarning(failure, "The event tail could not read; it tries again");
                }
            }
        }
    }

    private async Task StartAtNow(CrmDb db, CancellationToken ct)
    {
        _mark = await db.Database.SqlQueryRaw<long>(provider.EventLog.Head).SingleAsync(ct);
        _id = long.MaxValue;
    }

    private async Task<int> ReadOn(CrmDb db, CancellationToken ct)
    {
        var events = await EventReader.Read(db, provider, _mark, _id, Batch, ct);
        CommittedChange[] strangers = [.. events.Where(e => e.Event.Node != node.Value).Select(e => e.Change())];
        if (strangers.Length > 0)
        {
            actors.Forget(strangers);
            feed.Publish(strangers);
        }

        if (events.Count > 0)
        {
            (_mark, _id) = (events[^1].CommitMark, events[^1].Event.Id);
        }

        return events.Count;
    }
}
