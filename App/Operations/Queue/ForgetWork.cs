using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Operations.Queue;

/// <summary>Forgets some of the work that was done long enough ago. Returns how many; there may be more until it is fewer than <see cref="Most"/>.</summary>
[SoftwareOnly("The schedule, every hour.")]
public sealed record ForgetWork : ICommand<int>
{
    /// <summary>In one transaction, and below the number of locks at which SQL Server would lock the table.</summary>
    public const int Most = 4_000;

    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);
}

file sealed class Handler(CrmDb db, TimeProvider clock) : IRequestHandler<ForgetWork, int>
{
    public Task<int> Handle(ForgetWork request, CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow() - ForgetWork.Kept;
        return db.WorkRuns.Where(run => run.At < since).OrderBy(run => run.At).Take(ForgetWork.Most).ExecuteDeleteAsync(cancellationToken);
    }
}
