using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CrmLive.Data;

/// <summary>Runs one of the statements that read a log after a place in the order of commits.</summary>
internal static class LogQuery
{
    public static async Task<IReadOnlyList<T>> Run<T>(
        CrmDb systemWide, string sql, (long Mark, long Id) after, int take, Func<DbDataReader, T> read, CancellationToken ct)
    {
        await systemWide.Database.OpenConnectionAsync(ct);
        try
        {
            await using var command = systemWide.Database.GetDbConnection().CreateCommand();
            command.Transaction = systemWide.Database.CurrentTransaction?.GetDbTransaction();
            command.CommandText = sql;
            Add(command, "mark", after.Mark);
            Add(command, "id", after.Id);
            Add(command, "take", take);
            var rows = new List<T>();
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                rows.Add(read(reader));
            }

            return rows;
        }
        finally
        {
            await systemWide.Database.CloseConnectionAsync();
        }
    }

    private static void Add(DbCommand command, string name, long value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
