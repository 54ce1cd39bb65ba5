using CrmLive.Data;
using CrmLive.Shell;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Live;

/// <summary>Takes consumers through the event log. Any node may work for any consumer, one at a time for each.</summary>
public sealed class EventRelay(
    CrmDbFactory databases, DatabaseProvider provider, Positions positions, EventDelivery delivery, Outages outages, ILogger<EventRelay> log)
{
    private const int Take = 4000;

    /// <summary>Name of the lock under which a consumer is worked for.</summary>
    public static string LockOf(string consumer) => $"consumer:{consumer}";

    /// <summary>Names of consumers that have an event to read.</summary>
    public async Task<IReadOnlyList<string>> Waiting(CancellationToken ct)
    {
        await using var db = databases.CreateSystemWide("relay");
        return await db.Database.SqlQueryRaw<string>(provider.EventLog.Waiting).ToListAsync(ct);
    }

    /// <summary>Works until nothing is left to read, another node has the turn, or an event failed. Returns how long to wait before the next attempt.</summary>
    public async Task<TimeSpan> Drain(EventConsumer consumer, CancellationToken ct)
    {
        await using var turn = await provider.TryHold(LockOf(consumer.Name), ct);
        var hasTurn = turn is not null;
        (Place From, Task<IReadOnlyList<LoggedEvent>> Events)? ahead = null;
        while (hasTurn)
        {
            var position = await positions.Find(consumer.Name, ct);
            var from = Place.Of(position);
            var events = await (ahead?.From == from ? ahead.Value.Events : Read(from, ct));
            if (events.Count == 0)
            {
                break;
            }

            // A full hand promises more: it is read while this one has its effect.
            var behind = Place.Of(events[^1]);
            ahead = events.Count == Take ? (behind, Read(behind, ct)) : null;
            if (await delivery.Deliver(consumer, events, ct) is not { } failed)
            {
                hasTurn = await positions.Move(position, behind, ct);
            }
            else if (await TakeNote(position, events, failed.Event, failed.Failure, ct) is { } pause)
            {
                return pause;
            }
        }

        return TimeSpan.Zero;
    }

    private async Task<IReadOnlyList<LoggedEvent>> Read(Place from, CancellationToken ct)
    {
        await using var db = databases.CreateSystemWide("relay");
        return await EventReader.Read(db, provider, from.CommitMark, from.EventId, Take, ct);
    }

    // Null when the event was given up and the consumer goes on at once.
    private async Task<TimeSpan?> TakeNote(
        ConsumerPosition position, IReadOnlyList<LoggedEvent> events, LoggedEvent failed, Exception failure, CancellationToken ct)
    {
        var before = events.TakeWhile(logged => logged != failed).LastOrDefault();
        var attempts = before is null ? position.Failures + 1 : 1;
        if (attempts < Retries.AttemptsFor(failure))
        {
            if (!outages.Heard(failure))
            {
                log.LogWarning(failure, "{Consumer} failed at event {Event}, attempt {Attempt}", position.Name, failed.Event.Id, attempts);
            }

            await positions.Fail(position, before is null ? Place.Of(position) : Place.Of(before), failure, ct);
            return Retries.Pause(attempts);
        }

        log.LogError(failure, "{Consumer} gave up on event {Event} after {Attempts} attempts", position.Name, failed.Event.Id, attempts);
        await positions.GiveUp(position, failed, failure, attempts, ct);
        return null;
    }
}
