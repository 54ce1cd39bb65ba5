using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CrmLive.Data.SqlServer;

/// <summary>
/// Tells SQL Server whose rows a command may see, as <c>SESSION_CONTEXT(N'crm.tenant')</c>: in front of every command and so in its round trip.
/// </summary>
/// <remarks>
/// The key is read-only until the pool resets the connection. Should a reset ever leave another tenant behind, setting it fails, and so
/// does the command. Parallel plans can misread the session context at a reset, so the schema scripts keep the database at MAXDOP 1.
/// </remarks>
internal sealed class SqlServerSession : DbCommandInterceptor
{
    public const string Prefix = """
        IF COALESCE(CONVERT(bigint, SESSION_CONTEXT(N'crm.tenant')), 0) <> @crm_tenant
            EXEC sys.sp_set_session_context @key = N'crm.tenant', @value = @crm_tenant, @read_only = 1;

        """;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        SetFirst(command, eventData);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        SetFirst(command, eventData);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
    {
        SetFirst(command, eventData);
        return ValueTask.FromResult(result);
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) =>
        Fenced(eventData) is null ? result : throw Blocking();

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result) =>
        Fenced(eventData) is null ? result : throw Blocking();

    public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result) =>
        Fenced(eventData) is null ? result : throw Blocking();

    private static InvalidOperationException Blocking() => new("Query with the Async methods: the others block a thread on the database.");

    private static long? Fenced(DbContextEventData data) => data.Context is CrmDb { IsSystemWide: false } db ? db.TenantId : null;

    private static void SetFirst(DbCommand command, DbContextEventData data)
    {
        if (Fenced(data) is { } tenant)
        {
            // A parameter, so that one plan serves all tenants.
            command.CommandText = Prefix + command.CommandText;
            command.Parameters.Add(new SqlParameter("@crm_tenant", SqlDbType.BigInt) { Value = tenant });
        }
    }
}
