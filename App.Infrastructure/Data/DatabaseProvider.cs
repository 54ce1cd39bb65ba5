using System.Reflection;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CrmLive.Data;

/// <summary>All that differs between PostgreSQL and SQL Server. One subclass each; nothing else asks which database it is.</summary>
public abstract class DatabaseProvider : IAsyncDisposable
{
    /// <summary><c>PostgreSql</c> or <c>SqlServer</c>, as in <c>Database__Provider</c>.</summary>
    public abstract string Name { get; }

    /// <summary>SQL that reads and moves along the event log; see <see cref="EventLogSql"/>.</summary>
    public abstract EventLogSql EventLog { get; }

    /// <summary>SQL of the work queue.</summary>
    public abstract Live.WorkSql Queue { get; }

    /// <summary>Set once at start, before the first context is made.</summary>
    public IReadOnlyList<IInterceptor> Recorders { get; set; } = [];

    /// <summary>Dates what the database dates itself, deletions in history for one; set with <see cref="Recorders"/>.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>Seconds after which a statement that a person waits for is stopped; null for as long as the driver would wait.</summary>
    public int? Patience { get; set; }

    public abstract CrmDb CreateContext(Work work, bool isSystemWide);

    /// <summary>A context that may change the schema.</summary>
    public abstract CrmDb CreateOwner();

    /// <summary>The first id of a fresh block of <see cref="IdGenerator.BlockSize"/>.</summary>
    public abstract Task<long> NextIdBlock(CancellationToken ct);

    /// <summary>Takes the lock under which one node at a time changes the schema; released when disposed.</summary>
    public abstract Task<IAsyncDisposable> LockSchema(CrmDb owner, CancellationToken ct);

    /// <summary>
    /// Takes a lock by name that one process holds at a time, or returns null when another has it. It belongs to a session of its own and goes with
    /// it, and it opens no transaction: one that stays open would keep readers of the event log from everything committed since.
    /// </summary>
    public abstract Task<IAsyncDisposable?> TryHold(string name, CancellationToken ct);

    /// <summary>Looks, after the schema is up to date, whether people's requests stand behind the fence of the database. Returns warnings.</summary>
    /// <exception cref="Operations.StartRefused">They do not.</exception>
    public abstract Task<IReadOnlyList<string>> CheckFence(CancellationToken ct);

    /// <summary>After many rows came at once: lets the planner count them anew. SQL Server does so by itself when it needs to.</summary>
    public virtual Task RefreshStatistics(CancellationToken ct) => Task.CompletedTask;

    /// <summary>Rows as they were at an instant, still behind all filters of <paramref name="db"/>.</summary>
    public abstract IQueryable<T> AsOf<T>(CrmDb db, DateTimeOffset instant)
        where T : Entity;

    /// <summary>Rows in all versions that they had, where those are past; still behind all filters of <paramref name="db"/>.</summary>
    public abstract IQueryable<T> Former<T>(CrmDb db)
        where T : Entity;

    public abstract bool IsUniqueViolation(Exception failure);

    public abstract ValueTask DisposeAsync();

    /// <summary>The re-runnable scripts of this provider in the order of their names, as (name, text).</summary>
    public IReadOnlyList<(string Name, string Sql)> Scripts()
    {
        var prefix = $"database.{Name.ToLowerInvariant()}.";
        var assembly = typeof(DatabaseProvider).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => (name[prefix.Length..], Read(assembly, name)))];
    }

    /// <summary>Splits a script into what the server takes at once.</summary>
    public virtual IEnumerable<string> Batches(string script) => [script];

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
