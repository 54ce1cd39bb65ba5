using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace CrmLive.Data.PostgreSql;

/// <summary>
/// Tells PostgreSQL whose rows a command may see (<c>crm.tenant</c>). A transaction begins with it, unless it is that of a plain save on a physical
/// connection that serves the tenant already. Outside of one the setting travels in the round trip of the first command, and only when the connection
/// last served another tenant.
/// </summary>
/// <remarks>
/// The setting stands behind an error barrier, so a failing query cannot roll it back; the connection counts as set only after the server
/// has answered, and every new physical connection starts unset. Without a setting the policies show no row. It is a parameter, so that
/// one prepared statement serves all tenants.
/// </remarks>
internal sealed class TenantSession(DatabaseProvider provider) : DbCommandInterceptor, IDbTransactionInterceptor
{
    private const string ForSession = "select set_config('crm.tenant', $1, false)";

    // Triggers date deletions with crm.now: an update carries its own time, a deletion has no column for it.
    private const string ForTransaction = "select set_config('crm.tenant', $1, true), set_config('crm.now', $2, true)";

    private readonly ConcurrentDictionary<Backend, long> _served = [];

    /// <summary>A physical connection was opened; its process id may have belonged to another one before.</summary>
    public void Opened(NpgsqlConnection connection) => _served.TryRemove(Backend.Of(connection), out _);

    public async ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        if (Fenced(eventData) is { } tenant && !(IsPlainSave(eventData) && Serves(connection, tenant)))
        {
            // Npgsql sends BEGIN together with this first command: one round trip.
            await using var set = new NpgsqlCommand(ForTransaction, (NpgsqlConnection)connection, (NpgsqlTransaction)result);
            set.Parameters.Add(Value(tenant));
            set.Parameters.Add(new NpgsqlParameter<string> { TypedValue = provider.Clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture) });
            await set.ExecuteNonQueryAsync(cancellationToken);
        }

        return result;
    }

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        ToSet(command, eventData) is { } tenant
            ? InterceptionResult<DbDataReader>.SuppressWithResult(await Read(command, tenant, cancellationToken))
            : result;

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (ToSet(command, eventData) is not { } tenant)
        {
            return result;
        }

        await using var reader = await Read(command, tenant, cancellationToken);
        while (await reader.NextResultAsync(cancellationToken))
        {
            // Only the count at the end matters.
        }

        return InterceptionResult<int>.SuppressWithResult(reader.RecordsAffected);
    }

    public override async ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
    {
        if (ToSet(command, eventData) is not { } tenant)
        {
            return result;
        }

        await using var reader = await Read(command, tenant, cancellationToken);
        var value = await reader.ReadAsync(cancellationToken) ? reader.GetValue(0) : null;
        return InterceptionResult<object>.SuppressWithResult(value!);
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) =>
        Fenced(eventData) is null ? result : throw Blocking();

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result) =>
        Fenced(eventData) is null ? result : throw Blocking();

    public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result) =>
        Fenced(eventData) is null ? result : throw Blocking();

    private static InvalidOperationException Blocking() => new("Query with the Async methods: the others block a thread on the database.");

    private static long? Fenced(DbContextEventData data) => data.Context is CrmDb { IsSystemWide: false } db ? db.TenantId : null;

    // It deletes nothing, so no trigger asks for the time, and it sends nothing but its own statements.
    private static bool IsPlainSave(DbContextEventData data) => data.Context is CrmDb { Unsaved: { IsEmpty: false, Removes: false } };

    private static NpgsqlParameter<string> Value(long tenant) => new() { TypedValue = tenant.ToString(CultureInfo.InvariantCulture) };

    private static NpgsqlBatch Batch(DbCommand command, long tenant)
    {
        var batch = new NpgsqlBatch((NpgsqlConnection)command.Connection!) { EnableErrorBarriers = true, Timeout = command.CommandTimeout };
        var set = new NpgsqlBatchCommand(ForSession);
        set.Parameters.Add(Value(tenant));
        batch.BatchCommands.Add(set);
        var asked = new NpgsqlBatchCommand(command.CommandText);
        foreach (NpgsqlParameter parameter in command.Parameters)
        {
            asked.Parameters.Add(parameter.Clone());
        }

        batch.BatchCommands.Add(asked);
        return batch;
    }

    /// <summary>The tenant that has to be set with this command, if any.</summary>
    private long? ToSet(DbCommand command, CommandEventData data) =>
        Fenced(data) is { } tenant
        && command.Transaction is null
        && !Serves(command.Connection!, tenant)
            ? tenant
            : null;

    private bool Serves(DbConnection connection, long tenant) =>
        _served.TryGetValue(Backend.Of((NpgsqlConnection)connection), out var served) && served == tenant;

    /// <summary>Sets the tenant and runs the command in one round trip; the reader stands at the command's own result.</summary>
    private async Task<NpgsqlDataReader> Read(DbCommand command, long tenant, CancellationToken ct)
    {
        var backend = Backend.Of((NpgsqlConnection)command.Connection!);
        _served.TryRemove(backend, out _);
        var reader = await Batch(command, tenant).ExecuteReaderAsync(ct);
        try
        {
            await reader.NextResultAsync(ct);
        }
        catch
        {
            await reader.DisposeAsync();
            throw;
        }

        _served[backend] = tenant;
        return reader;
    }

    private readonly record struct Backend(string? Host, int Port, int Process)
    {
        public static Backend Of(NpgsqlConnection connection) => new(connection.Host, connection.Port, connection.ProcessID);
    }
}
