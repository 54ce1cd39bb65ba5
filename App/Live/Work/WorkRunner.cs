using System.Diagnostics;
using System.Security.Cryptography;
using CrmLive.Data;
using CrmLive.Shell;

namespace CrmLive.Live;

/// <summary>Does items that this node has: sends them through the door, ends them, or notes why not.</summary>
public sealed class WorkRunner(WorkStore store, Dispatcher door, Outages outages, ILogger<WorkRunner> log)
{
    private static readonly KeyValuePair<string, object?> Done = new("outcome", "done");

    /// <param name="items">Of one kind and tenant.</param>
    /// <param name="lost">Cancelled when the lease of any is lost, or the program ends.</param>
    public async Task Run(WorkKind kind, IReadOnlyList<ClaimedWork> items, CancellationToken lost)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await Send(kind, items, lost);
            WorkMeter.Ended.Add(items.Count, new("kind", kind.Name), Done);
            WorkMeter.Seconds.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("kind", kind.Name));
        }
        catch (LeaseLost)
        {
            log.LogInformation("{Kind} was lost to another node while it was done, and left no effect here", kind.Name);
        }
        catch (Exception) when (items.Count > 1 && !lost.IsCancellationRequested)
        {
            // One by one, so that one bad item does not keep the others from their effect.
            foreach (var item in items)
            {
                await Run(kind, [item], lost);
            }
        }
        catch (Exception failure)
        {
            await TakeNote(kind, items, failure, lost.IsCancellationRequested);
        }
    }

    /// <summary>Ends an item whose process has ended in the middle of it too often.</summary>
    public Task GiveUpCrashed(WorkKind kind, ClaimedWork item, CancellationToken ct) =>
        Bury(kind, item, FailureClass.Crashed, "The program ended in the middle of every attempt.", ct);

    private async Task Send(WorkKind kind, IReadOnlyList<ClaimedWork> items, CancellationToken lost)
    {
        var (first, caller) = (items[0], Caller.Software(items[0].TenantId, kind.Name));
        await door.Send(
            caller with
            {
                Held = new HeldItems(items, !kind.CallsOutside),
                Cause = first.CausationId is { } cause ? new Cause(cause, first.CorrelationId ?? "", first.Depth) : null,
            },
            kind.Answer(items),
            lost);
        if (kind.CallsOutside && !await store.Finish(items, CancellationToken.None))
        {
            throw new LeaseLost();
        }
    }

    private async Task TakeNote(WorkKind kind, IReadOnlyList<ClaimedWork> items, Exception failure, bool isStopped)
    {
        try
        {
            foreach (var item in items)
            {
                await TakeNote(kind, item, failure, isStopped);
            }
        }
        catch (Exception unnoted)
        {
            // The lease ends by itself, and the attempt is counted.
            outages.Heard(unnoted);
        }
    }

    private async Task TakeNote(WorkKind kind, ClaimedWork item, Exception failure, bool isStopped)
    {
        var isOutage = outages.Heard(failure);
        var failed = kind.ClassOf(failure);
        if (isStopped || !kind.BackOffFor(failed).IsSpent(item.Attempts))
        {
            var pause = isStopped ? TimeSpan.Zero : kind.BackOffFor(failed).Pause(item.Attempts, RandomNumberGenerator.GetInt32(1000) / 1000.0);
            await store.Fail(item, failed, Retries.Words(failure), pause, CancellationToken.None);
            WorkMeter.Ended.Add(1, new("kind", kind.Name), new("outcome", "failed"));
            if (!isOutage && failed == FailureClass.Defect && !isStopped)
            {
                log.LogWarning(failure, "{Kind} failed at {Key}, attempt {Attempt}", kind.Name, item.Key, item.Attempts);
            }

            return;
        }

        await Bury(kind, item, failed, Retries.Words(failure), CancellationToken.None);
    }

    private async Task Bury(WorkKind kind, ClaimedWork item, FailureClass failure, string error, CancellationToken ct)
    {
        if (await store.Bury(item, failure, error, ct))
        {
            WorkMeter.Ended.Add(1, new("kind", kind.Name), new("outcome", "dead"));
            log.LogError("{Kind} gave up on {Key} after {Attempts} attempts: {Error}", kind.Name, item.Key, item.Attempts, error);
        }
    }
}
