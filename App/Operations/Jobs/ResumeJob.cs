using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Live;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Operations.Jobs;

/// <summary>Lets a job that has failed or was cancelled go on from its saved place.</summary>
[Open("A person resumes the jobs that they have started; those of others only who may change how the program is doing.")]
public sealed record ResumeJob(long JobId) : ICommand<long>, IRepeatable;

file sealed class Handler(CrmDb db, IdGenerator ids) : IRequestHandler<ResumeJob, long>
{
    public async Task<long> Handle(ResumeJob request, CancellationToken cancellationToken)
    {
        var job = await JobRow.Of(db, Permission.Update).SingleOrDefaultAsync(job => job.Id == request.JobId, cancellationToken)
            ?? throw new NotFound(RecordKind.Job, request.JobId);
        job.Resume();
        db.Drive(job, await ids.Next(cancellationToken));
        await db.SaveChangesAsync(cancellationToken);
        return job.Id;
    }
}
