using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Operations.Jobs;

/// <summary>Lets a job stop at its next step. What it has done stays, and it can be resumed.</summary>
[Open("A person stops the jobs that they have started; those of others only who may change how the program is doing.")]
public sealed record CancelJob(long JobId) : ICommand<long>, IRepeatable;

file sealed class Handler(CrmDb db, TimeProvider clock) : IRequestHandler<CancelJob, long>
{
    public async Task<long> Handle(CancelJob request, CancellationToken cancellationToken)
    {
        var job = await JobRow.Of(db, Permission.Update).SingleOrDefaultAsync(job => job.Id == request.JobId, cancellationToken)
            ?? throw new NotFound(RecordKind.Job, request.JobId);
        job.Cancel(clock.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return job.Id;
    }
}
