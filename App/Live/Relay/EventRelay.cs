using CrmLive.Data;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Live;

/// <summary>Takes consumers through the event log. Any node may work for any consumer, one at a time for each.</summary>
public sealed class EventRelay(
    CrmDbFactory databases, DatabaseProvider provider, Positions positions, EventDelivery delivery, Parking parking, TimeProvider clock)
{
    private const int Take = 4000;

    /// <summary>Name of the lock under which a consumer is worked for.</summary>
    public static string LockOf(string consumer) => $"consumer:{consumer}";

    /// <summary>Names of consumers that have an event to read, or to try again.</summary>
    public async Task<IReadOnlyList<string>> Waiting(CancellationToken ct)
    {
        await using var db = databases.CreateSystemWide("relay");
        return await db.Database.SqlQueryRaw<string>(provider.EventLog.Waiting, clock.GetUtcNow()).ToListAsync(ct);
    }

    /// <summary>Tries again what is due of what was set aside, then works until nothing is left to read, or another node has the turn.</summary>
    /// <param name="asOf">What is due by then is tried again; null for now.</param>
    public async Task Drain(EventConsumer consumer, CancellationToken ct, DateTimeOffset? asOf = null)
    {
        await using var turn = await provider.TryHold(LockOf(consumer.Name), ct);
        if (turn is null)
        {
            return;
        }

        await parking.TryAgain(consumer, asOf ?? clock.GetUtcNow(), ct);
        (Place From, Task<IReadOnlyList<LoggedEvent>> Events)? ahead = null;
        for (var hasTurn = true; hasTurn;)
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
            var aside = await delivery.Deliver(consumer, events, await parking.Subjects(consumer.Name, ct), ct);
            hasTurn = aside.Count == 0 ? await positions.Move(position, behind, ct) : await parking.Park(position, behind, aside, ct);
        }
    }

    private async Task<IReadOnlyList<LoggedEvent>> Read(Place from, CancellationToken ct)
    {
        await using var db = databases.CreateSystemWide("relay");
        return await EventReader.Read(db, provider, from.CommitMark, from.EventId, Take, ct);
    }
}
