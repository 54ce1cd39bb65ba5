using System.Data.Common;
using System.Diagnostics;
using CrmLive.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

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

/// <summary>Keeps the latest query about a table, so that somebody else can ask the same.</summary>
internal sealed class QueryProbe : DbCommandInterceptor
{
    public string About { get; set; } = "FROM deals";

    public DbCommand? Latest { get; private set; }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (command.CommandText.Contains(About, StringComparison.Ordinal))
        {
            Latest = Copy((NpgsqlCommand)command);
        }

        return ValueTask.FromResult(result);
    }

    private static NpgsqlCommand Copy(NpgsqlCommand command)
    {
        var copy = new NpgsqlCommand(command.CommandText);
        foreach (NpgsqlParameter parameter in command.Parameters)
        {
            copy.Parameters.Add(parameter.Clone());
        }

        return copy;
    }
}
