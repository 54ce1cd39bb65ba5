using System.Data.Common;
using System.Globalization;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CrmLive.Data.SqlServer;

/// <summary>
/// Tells SQL Server whose rows a command may see, as <c>SESSION_CONTEXT(N'crm.tenant')</c>. Queries carry the setting in front, in the same round
/// trip; a transaction sets it once when it starts. The pool's reset clears it.
/// </summary>
/// <remarks>Parallel plans can misread the session context at a session reset, so the schema scripts keep the database at MAXDOP 1.</remarks>
internal sealed class SqlServerSession : DbCommandInterceptor, IDbTransactionInterceptor
{
    public async ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        if (Fenced(eventData) is { } tenant)
        {
            await using var set = new SqlCommand(Setting(tenant), (SqlConnection)connection, (SqlTransaction)result);
            await set.ExecuteNonQueryAsync(cancellationToken);
        }

        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Prefix(command, eventData);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Prefix(command, eventData);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
    {
        Prefix(command, eventData);
        return ValueTask.FromResult(result);
    }

    private static long? Fenced(DbContextEventData data) => data.Context is CrmDb { IsSystemWide: false } db ? db.TenantId : null;

    private static string Setting(long tenant) =>
        string.Create(CultureInfo.InvariantCulture, $"EXEC sys.sp_set_session_context @key = N'crm.tenant', @value = {tenant};");

    private static void Prefix(DbCommand command, DbContextEventData data)
    {
        if (Fenced(data) is { } tenant && command.Transaction is null)
        {
            command.CommandText = Setting(tenant) + "\n" + command.CommandText;
        }
    }
}
