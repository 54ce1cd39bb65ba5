using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace CrmLive.Data.PostgreSql;

/// <summary>
/// Tells PostgreSQL whose rows a command may see (<c>crm.tenant</c>). A transaction starts with <c>SET LOCAL</c>. Outside of one the setting
/// travels in the round trip of the first query, and only when the physical connection last served another tenant.
/// </summary>
/// <remarks>
/// The setting is a statement of its own behind an error barrier, so a failing query cannot roll it back; the connection counts as set
/// only after the server has answered, and every new physical connection starts unset. Without a setting the policies show no row.
/// </remarks>
internal sealed class TenantSession : DbCommandInterceptor, IDbTransactionInterceptor
{
    private readonly ConcurrentDictionary<int, long> _served = [];

    /// <summary>A physical connection was opened; its process id may have belonged to another one before.</summary>
    public void Opened(NpgsqlConnection connection) => _served.TryRemove(connection.ProcessID, out _);

    public async ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        if (Fenced(eventData) is { } tenant)
        {
            // Npgsql sends BEGIN together with this first command: one round trip.
            await using var set = new NpgsqlCommand(Setting("SET LOCAL", tenant), (NpgsqlConnection)connection, (NpgsqlTransaction)result);
            await set.ExecuteNonQueryAsync(cancellationToken);
        }

        return result;
    }

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        var connection = (NpgsqlConnection)command.Connection!;
        if (Fenced(eventData) is not { } tenant || command.Transaction is not null || IsServing(connection, tenant))
        {
            return result;
        }

        _served.TryRemove(connection.ProcessID, out _);
        var batch = new NpgsqlBatch(connection) { EnableErrorBarriers = true, Timeout = command.CommandTimeout };
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Setting("SET", tenant)));
        batch.BatchCommands.Add(Copy(command));
        var reader = await batch.ExecuteReaderAsync(cancellationToken);
        _served[connection.ProcessID] = tenant;
        return InterceptionResult<DbDataReader>.SuppressWithResult(reader);
    }

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        await SetFirst(command, eventData, cancellationToken);
        return result;
    }

    public override async ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
    {
        await SetFirst(command, eventData, cancellationToken);
        return result;
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) =>
        Fenced(eventData) is null ? result : throw Blocking();

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result) =>
        Fenced(eventData) is null ? result : throw Blocking();

    public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result) =>
        Fenced(eventData) is null ? result : throw Blocking();

    private static InvalidOperationException Blocking() => new("Query with the Async methods: the others block a thread on the database.");

    private static long? Fenced(DbContextEventData data) => data.Context is CrmDb { IsSystemWide: false } db ? db.TenantId : null;

    private static string Setting(string verb, long tenant) => string.Create(CultureInfo.InvariantCulture, $"{verb} crm.tenant = '{tenant}'");

    private static NpgsqlBatchCommand Copy(DbCommand command)
    {
        var copy = new NpgsqlBatchCommand(command.CommandText);
        foreach (NpgsqlParameter parameter in command.Parameters)
        {
            copy.Parameters.Add(parameter.Clone());
        }

        return copy;
    }

    private bool IsServing(NpgsqlConnection connection, long tenant) => _served.TryGetValue(connection.ProcessID, out var served) && served == tenant;

    private async ValueTask SetFirst(DbCommand command, CommandEventData eventData, CancellationToken ct)
    {
        var connection = (NpgsqlConnection)command.Connection!;
        if (Fenced(eventData) is not { } tenant || command.Transaction is not null || IsServing(connection, tenant))
        {
            return;
        }

        _served.TryRemove(connection.ProcessID, out _);
        await using var set = new NpgsqlCommand(Setting("SET", tenant), connection);
        await set.ExecuteNonQueryAsync(ct);
        _served[connection.ProcessID] = tenant;
    }
}
