using CrmLive.Data;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Shell;

/// <summary>Forgets some of the answers to idempotency keys that are old enough. Returns how many; there may be more until it is fewer than <see cref="Most"/>.</summary>
[SoftwareOnly("The schedule, every night.")]
public sealed record ForgetAnswers : ICommand<int>
{
    /// <summary>In one transaction.</summary>
    public const int Most = 5_000;

    /// <summary>So long a client may come back with its key.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);
}

file sealed class Handler(CrmDb db, TimeProvider clock) : IRequestHandler<ForgetAnswers, int>
{
    public Task<int> Handle(ForgetAnswers request, CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow() - ForgetAnswers.Kept;
        return db.IdempotencyRecords.Where(record => record.At < since).OrderBy(record => record.At).Take(ForgetAnswers.Most).ExecuteDeleteAsync(cancellationToken);
    }
}
