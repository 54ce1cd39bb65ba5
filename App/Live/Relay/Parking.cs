using CrmLive.Data;
using CrmLive.Shell;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Live;

/// <summary>
/// Where a consumer sets aside events that fail, so that they keep no other tenant and no other record waiting. What comes later of the same record stays behind them
/// until they have had their effect or are given up. Only whoever has the consumer's turn comes here.
/// </summary>
public sealed class Parking(CrmDbFactory databases, EventDelivery delivery, Positions positions, Outages outages, TimeProvider clock, ILogger<Parking> log)
{
    private const int Take = 200;

    // Whoever waits for another of its subject is not due by itself.
    private static readonly DateTimeOffset Behind = DateTimeOffset.MaxValue;

    /// <summary>Records of which the consumer has set an event aside.</summary>
    public async Task<ISet<Subject>> Subjects(string consumer, CancellationToken ct)
    {
        await using var db = databases.CreateSystemWide("relay");
        return await db.ParkedEvents.Where(parked => parked.Consumer == consumer)
            .Select(parked => new Subject(parked.TenantId, parked.SubjectKind, parked.SubjectId)).Distinct().ToHashSetAsync(ct);
    }

    /// <summary>Sets events aside and moves the consumer behind them, both or neither. False when it has been moved meanwhile.</summary>
    public async Task<bool> Park(ConsumerPosition from, Place to, IReadOnlyList<SetAside> aside, CancellationToken ct)
    {
        await using var db = databases.CreateSystemWide("relay");
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        foreach (var (logged, failure) in aside)
        {
            if (failure is not null && Retries.AttemptsFor(failure) <= 1)
            {
                await GiveUp(db, from.Name, logged.Event, failure, 1, ct);
            }
            else
            {
                db.ParkedEvents.Add(Parked(from.Name, logged, failure));
                Tell(from.Name, logged.Event.Id, failure, 1);
            }
        }

        await db.SaveChangesAsync(ct);
        if (!await positions.Move(db, from, to, ct))
        {
            return false;
        }

        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>Tries again what is due, record by record and in order.</summary>
    public async Task TryAgain(EventConsumer consumer, DateTimeOffset asOf, CancellationToken ct)
    {
        while (await Due(consumer.Name, asOf, ct) is { Count: > 0 } due)
        {
            foreach (var parked in due)
            {
                await TryAgain(consumer, parked, ct);
            }
        }
    }

    private async Task<List<ParkedEvent>> Due(string consumer, DateTimeOffset asOf, CancellationToken ct)
    {
        await using var db = databases.CreateSystemWide("relay");
        return await db.ParkedEvents.AsNoTracking().Where(parked => parked.Consumer == consumer && parked.Due <= asOf)
            .OrderBy(parked => parked.Due).ThenBy(parked => parked.EventId).Take(Take).ToListAsync(ct);
    }

    private async Task TryAgain(EventConsumer consumer, ParkedEvent parked, CancellationToken ct)
    {
        await using var db = databases.CreateSystemWide("relay");
        var happened = await db.Events.AsNoTracking().SingleAsync(e => e.TenantId == parked.TenantId && e.Id == parked.EventId, ct);
        var failure = await delivery.Fails(consumer, new LoggedEvent(parked.CommitMark, happened), ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.ParkedEvents.Attach(parked);
        parked.Attempts++;
        if (failure is not null && parked.Attempts < Retries.AttemptsFor(failure))
        {
            (parked.Due, parked.Error) = (clock.GetUtcNow() + Retries.Pause(parked.Attempts), Retries.Words(failure));
            Tell(consumer.Name, parked.EventId, failure, parked.Attempts);
        }
        else
        {
            if (failure is not null)
            {
                await GiveUp(db, consumer.Name, happened, failure, parked.Attempts, ct);
            }

            db.ParkedEvents.Remove(parked);
            await LetNextGo(db, parked, ct);
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private async Task LetNextGo(CrmDb db, ParkedEvent before, CancellationToken ct)
    {
        var next = await db.ParkedEvents
            .Where(parked => parked.Consumer == before.Consumer && parked.TenantId == before.TenantId)
            .Where(parked => parked.SubjectKind == before.SubjectKind && parked.SubjectId == before.SubjectId && parked.EventId != before.EventId)
            .OrderBy(parked => parked.CommitMark).ThenBy(parked => parked.EventId).FirstOrDefaultAsync(ct);
        next?.Due = clock.GetUtcNow();
    }

    private async Task GiveUp(CrmDb db, string consumer, StoredEvent happened, Exception failure, int attempts, CancellationToken ct)
    {
        await db.DeadLetters.Where(letter => letter.TenantId == happened.TenantId && letter.Consumer == consumer && letter.EventId == happened.Id).ExecuteDeleteAsync(ct);
        db.DeadLetters.Add(new DeadLetter
        {
            TenantId = happened.TenantId,
            Consumer = consumer,
            EventId = happened.Id,
            Error = Retries.Words(failure),
            Attempts = attempts,
            At = clock.GetUtcNow(),
        });
        log.LogError(failure, "{Consumer} gave up on event {Event} after {Attempts} attempts", consumer, happened.Id, attempts);
    }

    private ParkedEvent Parked(string consumer, LoggedEvent logged, Exception? failure) => new()
    {
        TenantId = logged.Event.TenantId,
        Consumer = consumer,
        EventId = logged.Event.Id,
        SubjectKind = logged.Event.SubjectKind,
        SubjectId = logged.Event.SubjectId,
        CommitMark = logged.CommitMark,
        Attempts = failure is null ? 0 : 1,
        Due = failure is null ? Behind : clock.GetUtcNow() + Retries.Pause(1),
        Error = failure is null ? null : Retries.Words(failure),
    };

    private void Tell(string consumer, long eventId, Exception? failure, int attempts)
    {
        if (failure is not null && !outages.Heard(failure))
        {
            log.LogWarning(failure, "{Consumer} failed at event {Event}, attempt {Attempt}; it is set aside", consumer, eventId, attempts);
        }
    }
}
