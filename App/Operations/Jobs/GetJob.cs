using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Operations.Jobs;

/// <summary>How far a job is.</summary>
[Open("A person sees the jobs that they have started; those of others only who may see how the program is doing.")]
public sealed record GetJob(long JobId) : IQuery<JobRow>;

file sealed class Handler(CrmDb db) : IRequestHandler<GetJob, JobRow>
{
    public async Task<JobRow> Handle(GetJob request, CancellationToken cancellationToken) =>
        await JobRow.Of(db, Permission.Read).AsNoTracking().Where(job => job.Id == request.JobId).Select(JobRow.Read).SingleOrDefaultAsync(cancellationToken)
        ?? throw new NotFound(RecordKind.Job, request.JobId);
}
