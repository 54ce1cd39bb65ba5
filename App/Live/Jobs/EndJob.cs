using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Live;

/// <summary>Notes how a drive has ended.</summary>
/// <param name="Result">As JSON; null where it did not come to its end.</param>
/// <param name="Error">Why it failed; null where it was cancelled.</param>
[SoftwareOnly("Whoever drives the job.")]
public sealed record EndJob(long JobId, int Run, string? Result, string? Error) : ICommand<int>, IRepeatable;

file sealed class Handler(CrmDb db, TimeProvider clock) : IRequestHandler<EndJob, int>
{
    public async Task<int> Handle(EndJob request, CancellationToken cancellationToken)
    {
        var job = await db.Require<Job>(request.JobId, cancellationToken);
        if (request.Result is { } result)
        {
            job.Finish(request.Run, result, clock.GetUtcNow());
        }
        else if (request.Error is { } error)
        {
            job.Fail(request.Run, error, clock.GetUtcNow());
        }
        else
        {
            job.Stop(request.Run, clock.GetUtcNow());
        }

        await db.SaveChangesAsync(cancellationToken);
        return 1;
    }
}
