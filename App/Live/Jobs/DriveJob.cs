using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Live;

/// <summary>Drives a job from its saved place to its end.</summary>
[SoftwareOnly("The queue, for each job that is to go on.")]
public sealed record DriveJob(long JobId) : ICommand<int>;

file sealed class Handler(CrmDb db, JobDriver driver) : IRequestHandler<DriveJob, int>
{
    public async Task<int> Handle(DriveJob request, CancellationToken cancellationToken)
    {
        var job = await db.Jobs.SingleOrDefaultAsync(job => job.Id == request.JobId, cancellationToken);
        if (job is null || job.IsOver)
        {
            return 0;
        }

        var number = job.Begin();
        await db.SaveChangesAsync(cancellationToken);
        var caller = new Caller(db.TenantId, job.StartedById, null, Origin.Worker) { Worker = job.StartedById is null ? job.StartedBy : null };
        await driver.Drive(job.Type, new JobRun(job.Id, number, caller, job.Input, job.Place, job.Done), cancellationToken);
        return 1;
    }
}
