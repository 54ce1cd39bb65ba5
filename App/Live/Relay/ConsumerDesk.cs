using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Live;

/// <summary>What an operator does with consumers: see their lag, replay, rebuild, look at dead letters and send them again. Works across tenants.</summary>
public sealed class ConsumerDesk(
    CrmDbFactory databases, DatabaseProvider provider, EventDelivery delivery, Parking parking, Dispatcher door, IEnumerable<EventConsumer> consumers, TimeProvider clock)
{
    private const int MostShown = 500;

    public async Task<IReadOnlyList<ConsumerLag>> Lag(CancellationToken ct)
    {
        await using var db = databases.CreateSystemWide("consumer-desk");
        return await db.Database.SqlQueryRaw<ConsumerLag>(provider.EventLog.Lag, clock.GetUtcNow()).ToListAsync(ct);
    }

    /// <summary>Reads again from a place; events that have had their effect are passed over, unless the ledger is to forget them.</summary>
    /// <exception cref="InvalidInput">No such consumer, or nothing is known of that place.</exception>
    public async Task<Place> Replay(string name, Place from, bool again, CancellationToken ct)
    {
        var consumer = Named(name);
        await using var turn = await Turn(consumer, ct);
        await using var db = databases.CreateSystemWide("consumer-desk");
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (again)
        {
            await Forget(db, consumer, from, ct);
        }

        await Put(db, consumer, from, ct);
        await transaction.CommitAsync(ct);
        return from;
    }

    /// <summary>Takes back all that the consumer has made, in every tenant, and lets it begin anew.</summary>
    /// <exception cref="RuleBroken">The consumer cannot be rebuilt.</exception>
    public async Task Rebuild(string name, IReadOnlyList<Tenant> tenants, CancellationToken ct)
    {
        var consumer = Named(name);
        await using var turn = await Turn(consumer, ct);
        foreach (var tenant in tenants)
        {
            var takeBack = consumer.TakeBack()
                ?? throw new RuleBroken("consumer.not_rebuildable", $"What {name} made has been seen by people and is not taken back. Replay it instead.");
            await door.Send(Caller.Software(tenant.Id, consumer.Name), takeBack, ct);
        }

        await using var db = databases.CreateSystemWide("consumer-desk");
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.EventEffects.Where(effect => effect.Consumer == name).ExecuteDeleteAsync(ct);
        await db.DeadLetters.Where(letter => letter.Consumer == name).ExecuteDeleteAsync(ct);
        await db.ParkedEvents.Where(parked => parked.Consumer == name).ExecuteDeleteAsync(ct);
        await Put(db, consumer, Place.Start, ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>The newest dead letters, of one consumer or of all.</summary>
    public async Task<IReadOnlyList<DeadLetter>> DeadLetters(string? name, CancellationToken ct)
    {
        await using var db = databases.CreateSystemWide("consumer-desk");
        return await db.DeadLetters.AsNoTracking().Where(letter => name == null || letter.Consumer == name)
            .OrderByDescending(letter => letter.At).ThenBy(letter => letter.EventId).Take(MostShown).ToListAsync(ct);
    }

    /// <summary>The events that are set aside, of one consumer or of all: they are tried again by themselves.</summary>
    public async Task<IReadOnlyList<ParkedEvent>> Parked(string? name, CancellationToken ct)
    {
        await using var db = databases.CreateSystemWide("consumer-desk");
        return await db.ParkedEvents.AsNoTracking().Where(parked => name == null || parked.Consumer == name)
            .OrderBy(parked => parked.CommitMark).ThenBy(parked => parked.EventId).Take(MostShown).ToListAsync(ct);
    }

    /// <summary>Sends dead letters again, in the order of their events. Those that fail again stay. What is set aside is tried at once, too.</summary>
    /// <param name="tenant">Only of this tenant.</param>
    public async Task<Redriven> Redrive(string name, long? eventId, CancellationToken ct, long? tenant = null)
    {
        var consumer = Named(name);
        await using var turn = await Turn(consumer, ct);
        await using var db = databases.CreateSystemWide("consumer-desk");
        await db.ParkedEvents.Where(parked => parked.Consumer == name && parked.Attempts > 0 && (tenant == null || parked.TenantId == tenant))
            .ExecuteUpdateAsync(change => change.SetProperty(parked => parked.Due, clock.GetUtcNow()), ct);
        await parking.TryAgain(consumer, clock.GetUtcNow(), ct);
        var letters = await db.DeadLetters
            .Where(letter => letter.Consumer == name && (eventId == null || letter.EventId == eventId) && (tenant == null || letter.TenantId == tenant))
            .OrderBy(letter => letter.EventId).Take(MostShown).ToListAsync(ct);
        var failed = 0;
        foreach (var letter in letters)
        {
            failed += await SendAgain(db, consumer, letter, ct) ? 0 : 1;
        }

        return new Redriven(letters.Count - failed, failed);
    }

    /// <summary>The place just before an event, or just before an instant.</summary>
    public async Task<Place> PlaceAt(string text, CancellationToken ct)
    {
        await using var db = databases.CreateSystemWide("consumer-desk");
        if (RecordId.TryParse(text, RecordKind.Event, out var number))
        {
            var places = await db.Database.SqlQueryRaw<Place>(provider.EventLog.PlaceOf, number).ToListAsync(ct);
            return places.Count > 0 ? places[0] with { EventId = number - 1 } : throw InvalidInput.Of("from", "unknown", $"There is no event {text}.");
        }

        if (!DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var instant))
        {
            throw InvalidInput.Of("from", "unreadable", "Give an event, such as evt_1001, or an instant, such as 2026-01-31T08:00:00Z.");
        }

        return (await db.Database.SqlQueryRaw<Place>(provider.EventLog.PlaceBefore, instant.ToUniversalTime()).ToListAsync(ct))
            .Select(place => (Place?)place).FirstOrDefault() ?? Place.Start;
    }

    private EventConsumer Named(string name) => consumers.FirstOrDefault(consumer => consumer.Name == name)
        ?? throw InvalidInput.Of("consumer", "unknown", $"There is no consumer '{name}'. There are: {string.Join(", ", consumers.Select(consumer => consumer.Name))}.");

    // Workers hold a consumer only while they are at it, so its turn comes soon.
    private async Task<IAsyncDisposable> Turn(EventConsumer consumer, CancellationToken ct)
    {
        using var patience = new PeriodicTimer(TimeSpan.FromMilliseconds(20), clock);
        for (var tries = 0; tries < 1500; tries++)
        {
            if (await provider.TryHold(EventRelay.LockOf(consumer.Name), ct) is { } turn)
            {
                return turn;
            }

            await patience.WaitForNextTickAsync(ct);
        }

        throw new TimeoutException($"{consumer.Name} is at work without a pause.");
    }

    private async Task Put(CrmDb db, EventConsumer consumer, Place place, CancellationToken ct) =>
        await db.ConsumerPositions.Where(position => position.Name == consumer.Name).ExecuteUpdateAsync(
            change => change
                .SetProperty(position => position.CommitMark, place.CommitMark)
                .SetProperty(position => position.EventId, place.EventId)
                .SetProperty(position => position.MovedAt, clock.GetUtcNow()),
            ct);

    private async Task Forget(CrmDb db, EventConsumer consumer, Place from, CancellationToken ct)
    {
        var place = from;
        while (await EventReader.Read(db, provider, place.CommitMark, place.EventId, 1000, ct) is { Count: > 0 } events)
        {
            foreach (var tenant in events.GroupBy(logged => logged.Event.TenantId))
            {
                List<long> ids = [.. tenant.Select(logged => logged.Event.Id)];
                await db.EventEffects.Where(effect => effect.TenantId == tenant.Key && effect.Consumer == consumer.Name && ids.Contains(effect.EventId))
                    .ExecuteDeleteAsync(ct);
            }

            place = Place.Of(events[^1]);
        }
    }

    private async Task<bool> SendAgain(CrmDb db, EventConsumer consumer, DeadLetter letter, CancellationToken ct)
    {
        var happened = await db.Events.AsNoTracking().SingleAsync(e => e.TenantId == letter.TenantId && e.Id == letter.EventId, ct);
        if (await delivery.Fails(consumer, new LoggedEvent(0, happened), ct) is not null)
        {
            return false;
        }

        db.DeadLetters.Remove(letter);
        await db.SaveChangesAsync(ct);
        return true;
    }
}

/// <param name="Events">Not yet handled, those that are set aside included.</param>
/// <param name="Seconds">Age of the oldest of them.</param>
/// <param name="Failures">Most failed attempts at one that is set aside.</param>
public sealed record ConsumerLag(string Consumer, long Events, double Seconds, int Failures);

public sealed record Redriven(int Done, int Failed);
