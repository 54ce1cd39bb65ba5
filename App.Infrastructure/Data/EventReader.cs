using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Data;

/// <summary>An event with its place in the order of commits.</summary>
public sealed record LoggedEvent(long CommitMark, StoredEvent Event)
{
    public CommittedChange Change() => new(
        Event.TenantId, Event.SubjectKind, Event.SubjectId, Event.SubjectVersion, Event.Type, Event.Id, Event.ActorId);
}

/// <summary>Reads the event log of all tenants in commit order, without gaps.</summary>
public static class EventReader
{
    public static async Task<IReadOnlyList<LoggedEvent>> Read(CrmDb systemWide, DatabaseProvider provider, long mark, long id, int take, CancellationToken ct)
    {
        var connection = systemWide.Database.GetDbConnection();
        await systemWide.Database.OpenConnectionAsync(ct);
        try
        {
            await using var command = connection.CreateCommand();
            command.Transaction = systemWide.Database.CurrentTransaction is { } open
                ? Microsoft.EntityFrameworkCore.Storage.DbContextTransactionExtensions.GetDbTransaction(open)
                : null;
            command.CommandText = provider.EventLog.Read;
            Add(command, "mark", mark);
            Add(command, "id", id);
            Add(command, "take", take);
            var events = new List<LoggedEvent>();
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                events.Add(new LoggedEvent(reader.GetInt64(0), Event(reader)));
            }

            return events;
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

    private static StoredEvent Event(DbDataReader row) => new()
    {
        TenantId = row.GetInt64(1),
        Id = row.GetInt64(2),
        Type = row.GetString(3),
        SubjectKind = row.GetString(4),
        SubjectId = row.GetInt64(5),
        SubjectVersion = row.GetInt64(6),
        Payload = row.GetString(7),
        ActorId = row.IsDBNull(8) ? null : row.GetInt64(8),
        ActorName = row.GetString(9),
        Origin = row.GetString(10),
        Node = row.GetString(11),
        CausationId = row.IsDBNull(12) ? null : row.GetInt64(12),
        CorrelationId = row.GetString(13),
        Depth = row.GetInt32(14),
        At = row.GetFieldValue<DateTimeOffset>(15),
    };
}
