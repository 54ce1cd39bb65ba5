using System.Data.Common;
using System.Diagnostics;
using CrmLive.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CrmLive.Bench;

/// <summary>Notes when the latest commit was sent to the database.</summary>
internal sealed class CommitProbe : DbTransactionInterceptor
{
    public long SentAt { get; private set; }

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        SentAt = Stopwatch.GetTimestamp();
        return ValueTask.FromResult(result);
    }
}

/// <summary>Takes audit entries out of saves while it is off.</summary>
internal sealed class AuditSwitch : SaveChangesInterceptor
{
    public bool IsOff { get; set; }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (IsOff)
        {
            foreach (var entry in eventData.Context!.ChangeTracker.Entries<AuditEntry>().ToList())
            {
                entry.State = EntityState.Detached;
            }
        }

        return ValueTask.FromResult(result);
    }
}
