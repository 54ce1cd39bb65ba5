using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Operations.Jobs;

/// <summary>Jobs, newest first, page by page.</summary>
[Open("A person sees the jobs that they have started; those of others only who may see how the program is doing.")]
public sealed record ListJobs(string? Cursor = null, int Take = 50) : IQuery<Page<JobRow>>;

file sealed class Rules : AbstractValidator<ListJobs>
{
    public Rules() => RuleFor(list => list.Take).InclusiveBetween(1, Page<JobRow>.Most).WithMessage($"A page has 1 to {Page<JobRow>.Most} rows.");
}

file sealed class Handler(CrmDb db) : IRequestHandler<ListJobs, Page<JobRow>>
{
    public async Task<Page<JobRow>> Handle(ListJobs request, CancellationToken cancellationToken)
    {
        var jobs = JobRow.Of(db, Permission.Read).AsNoTracking();
        if (Cursor<DateTimeOffset>.Read(request.Cursor) is { } after)
        {
            var at = after.Value.ToUniversalTime();
            jobs = jobs.Where(job => job.CreatedAt <= at && (job.CreatedAt < at || job.Id < after.Id));
        }

        var rows = await jobs.OrderByDescending(job => job.CreatedAt).ThenByDescending(job => job.Id).Select(JobRow.Read).Take(request.Take + 1).ToListAsync(cancellationToken);
        return Page<JobRow>.Of(rows, request.Take, row => row.CreatedAt, row => row.Id);
    }
}
