using CrmLive.Data;
using CrmLive.Shell;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Live;

/// <summary>Brings events to a consumer, tenant by tenant and in order, and finds out which one fails.</summary>
public sealed class EventDelivery(CrmDbFactory databases, Dispatcher door)
{
    /// <summary>The first event in the order of commits that failed, and why; null when all have their effect. Events after it may have theirs already.</summary>
    public async Task<(LoggedEvent Event, Exception Failure)?> Deliver(EventConsumer consumer, IReadOnlyList<LoggedEvent> events, CancellationToken ct)
    {
        (LoggedEvent Event, Exception Failure)? first = null;
        foreach (var tenant in events.Where(logged => consumer.Wants(logged.Event)).GroupBy(logged => logged.Event.TenantId))
        {
            foreach (var some in tenant.Chunk(consumer.BatchSize))
            {
                if (await DeliverTogether(consumer, some, ct) is { } failed)
                {
                    first = first is null || IsBefore(failed.Event, first.Value.Event) ? failed : first;
                    break;
                }
            }
        }

        return first;
    }

    private static bool IsBefore(LoggedEvent one, LoggedEvent other) =>
        (one.CommitMark, one.Event.Id).CompareTo((other.CommitMark, other.Event.Id)) < 0;

    private async Task<(LoggedEvent Event, Exception Failure)?> DeliverTogether(EventConsumer consumer, IReadOnlyList<LoggedEvent> events, CancellationToken ct)
    {
        try
        {
            await Send(consumer, events, ct);
            return null;
        }
        catch (HappenedAlready)
        {
            return await DeliverEach(consumer, await Open(consumer, events, ct), ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested && events.Count == 1)
        {
            return (events[0], failure);
        }
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            return await DeliverEach(consumer, events, ct);
        }
    }

    // One by one, so that one bad event does not keep those before it from their effect.
    private async Task<(LoggedEvent Event, Exception Failure)?> DeliverEach(EventConsumer consumer, IReadOnlyList<LoggedEvent> events, CancellationToken ct)
    {
        foreach (var logged in events)
        {
            try
            {
                await Send(consumer, [logged], ct);
            }
            catch (HappenedAlready)
            {
                // That is what was wanted.
            }
            catch (Exception failure) when (!ct.IsCancellationRequested)
            {
                return (logged, failure);
            }
        }

        return null;
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
