using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CrmLive.Data.PostgreSql;

/// <summary>
/// Keeps statements that are to be planned afresh from being prepared. Npgsql prepares what it has sent some times, and PostgreSQL then goes over to a plan that
/// knows no values. A number in a comment makes each one new.
/// </summary>
internal sealed class FreshPlans : DbCommandInterceptor
{
    private const string Mark = $"-- {PlannedAfresh.Tag}";
    private long _asked;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (command.CommandText.StartsWith(Mark, StringComparison.Ordinal))
        {
            command.CommandText += string.Create(CultureInfo.InvariantCulture, $"\n-- {Interlocked.Increment(ref _asked)}");
        }

        return ValueTask.FromResult(result);
    }
}
