using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CrmLive.Data.SqlServer;

/// <summary>Stands in for the server: opens nothing, sends nothing, and keeps the text of each command as the server would have had it.</summary>
internal sealed class UnsentCommands : IDbConnectionInterceptor, IDbTransactionInterceptor, IDbCommandInterceptor
{
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);

    /// <summary>What the text is in the one row that questions find; null for no row.</summary>
    public string? Word { get; set; }

    public IReadOnlyCollection<string> Texts => _texts;

    public ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(InterceptionResult.Suppress());

    public ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(InterceptionResult<DbTransaction>.SuppressWithResult(new UnsentTransaction(connection, eventData.IsolationLevel)));

    public InterceptionResult<DbCommand> CommandCreating(CommandCorrelatedEventData eventData, InterceptionResult<DbCommand> result) =>
        InterceptionResult<DbCommand>.SuppressWithResult(new UnsentCommand(text => _texts.Add(text), Word));
}
