using CrmLive.Data;
using CrmLive.Shell;

namespace CrmLive.Live;

/// <summary>Lets a job run to its end and notes how that was. What passes by itself is left to the queue, which comes again.</summary>
public sealed class JobDriver(Dispatcher door, IEnumerable<JobKind> kinds)
{
    public async Task Drive(string type, JobRun run, CancellationToken ct)
    {
        try
        {
            var kind = kinds.Single(kind => kind.Name == type);
            var result = await kind.Run(run, ct);
            await End(run, result, null, ct);
        }
        catch (JobCancelled)
        {
            await End(run, null, null, ct);
        }
        catch (JobTaken)
        {
            throw new LeaseLost();
        }
        catch (Exception failure) when (!ct.IsCancellationRequested && !Outage.Is(failure) && !Outage.IsConflict(failure))
        {
            await End(run, null, Refusal.Of(failure).Message, ct);
        }
    }

    private async Task End(JobRun run, string? result, string? error, CancellationToken ct)
    {
        try
        {
            await door.Send(Caller.Software(run.Caller.TenantId, "Jobs"), new EndJob(run.JobId, run.Number, result, error), ct);
        }
        catch (JobTaken)
        {
            throw new LeaseLost();
        }
    }
}
