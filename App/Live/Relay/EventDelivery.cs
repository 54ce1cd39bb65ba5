using CrmLive.Data;
using CrmLive.Shell;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Live;

/// <summary>Brings events to a consumer, tenant by tenant and in order, and finds out which ones fail.</summary>
public sealed class EventDelivery(CrmDbFactory databases, Dispatcher door)
{
    /// <summary>What had no effect, in the order of commits: events that failed, and those behind them that have the same subject. All others have theirs.</summary>
    /// <param name="held">Subjects of which an earlier event is set aside; those of events that failed here and are to be tried again are added.</param>
    public async Task<IReadOnlyList<SetAside>> Deliver(EventConsumer consumer, IReadOnlyList<LoggedEvent> events, ISet<Subject> held, CancellationToken ct)
    {
        var aside = new List<SetAside>();
        foreach (var tenant in events.Where(logged => consumer.Wants(logged.Event)).GroupBy(logged => logged.Event.TenantId))
        {
            foreach (var some in tenant.Chunk(consumer.BatchSize))
            {
                var free = some.Where(logged => !held.Contains(Subject.Of(logged.Event))).ToList();
                aside.AddRange(some.Except(free).Select(logged => new SetAside(logged, null)));
                if (free.Count > 0)
                {
                    aside.AddRange(await DeliverTogether(consumer, free, held, ct));
                }
            }
        }

        return [.. aside.OrderBy(one => one.Event.CommitMark).ThenBy(one => one.Event.Event.Id)];
    }

    private async Task<IReadOnlyList<SetAside>> DeliverTogether(EventConsumer consumer, IReadOnlyList<LoggedEvent> events, ISet<Subject> held, CancellationToken ct)
    {
        try
        {
            await Send(consumer, events, ct);
            return [];
        }
        catch (HappenedAlready)
        {
            return await DeliverEach(consumer, await Open(consumer, events, ct), held, ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested && events.Count == 1)
        {
            return [Note(events[0], failure, held)];
        }
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            return await DeliverEach(consumer, events, held, ct);
        }
    }

    // One by one, so that one bad event does not keep the others from their effect.
    private async Task<IReadOnlyList<SetAside>> DeliverEach(EventConsumer consumer, IReadOnlyList<LoggedEvent> events, ISet<Subject> held, CancellationToken ct)
    {
        var aside = new List<SetAside>();
        foreach (var logged in events)
        {
            var subject = Subject.Of(logged.Event);
            if (held.Contains(subject))
            {
                aside.Add(new SetAside(logged, null));
            }
            else if (await Fails(consumer, logged, ct) is { } failure)
            {
                aside.Add(Note(logged, failure, held));
            }
        }

        return aside;
    }

    // What is given up at once holds nobody.
    private static SetAside Note(LoggedEvent logged, Exception failure, ISet<Subject> held)
    {
        if (Retries.AttemptsFor(failure) > 1)
        {
            held.Add(Subject.Of(logged.Event));
        }

        return new SetAside(logged, failure);
    }

    /// <summary>Why one event has no effect; null when it has.</summary>
    internal async Task<Exception?> Fails(EventConsumer consumer, LoggedEvent logged, CancellationToken ct)
    {
        try
        {
            await Send(consumer, [logged], ct);
            return null;
        }
        catch (HappenedAlready)
        {
            // That is what was wanted.
            return null;
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            return failure;
        }
    }

    private async Task Send(EventConsumer consumer, IReadOnlyList<LoggedEvent> events, CancellationToken ct)
    {
        var depth = events.Max(logged => logged.Event.Depth);
        if (depth > Retries.DepthLimit)
        {
            throw new EndlessLoop(depth);
        }

        var last = events[^1].Event;
        await door.Send(
            Caller.Software(last.TenantId, consumer.Name) with
            {
                Cause = new Cause(last.Id, last.CorrelationId, depth),
                Delivery = new Delivery(consumer.Name, [.. events.Select(logged => logged.Event.Id)]),
            },
            consumer.Answer([.. events.Select(logged => logged.Event)]),
            ct);
    }

    private async Task<IReadOnlyList<LoggedEvent>> Open(EventConsumer consumer, IReadOnlyList<LoggedEvent> events, CancellationToken ct)
    {
        await using var db = databases.Create(Work.Of(events[0].Event.TenantId, consumer.Name));
        List<long> ids = [.. events.Select(logged => logged.Event.Id)];
        var done = await db.EventEffects.Where(effect => effect.Consumer == consumer.Name && ids.Contains(effect.EventId))
            .Select(effect => effect.EventId).ToHashSetAsync(ct);
        return [.. events.Where(logged => !done.Contains(logged.Event.Id))];
    }
}

/// <summary>The record that an event happened to.</summary>
public readonly record struct Subject(long TenantId, string Kind, long Id)
{
    public static Subject Of(StoredEvent happened) => new(happened.TenantId, happened.SubjectKind, happened.SubjectId);
}

/// <summary>An event that had no effect.</summary>
/// <param name="Failure">Null where it only waits behind another of its subject.</param>
public sealed record SetAside(LoggedEvent Event, Exception? Failure);
