namespace CrmLive.Data;

/// <summary>
/// The statements with which consumers read events in commit order without gaps. A commit mark is only readable once no older
/// transaction can still commit: <c>pg_snapshot_xmin</c> on PostgreSQL, <c>MIN_ACTIVE_ROWVERSION</c> on SQL Server.
/// </summary>
/// <param name="Read">Events after {mark, id}: parameters <c>@mark</c>, <c>@id</c>, <c>@take</c>; columns commit_mark, tenant_id, id, ... of <c>events</c>.</param>
/// <param name="Claim">Locks the position of consumer <c>@name</c>, skipping it when another node has it.</param>
/// <param name="Lag">Consumers with the number of events they have not handled and the age of the oldest in seconds.</param>
/// <param name="ReadAudit">Audit entries after {mark, id}, in commit order: same parameters; all columns of <c>audit_entries</c> and its commit_mark.</param>
/// <param name="Head">The mark before which every event is readable now, as one bigint named <c>Value</c>.</param>
public sealed record EventLogSql(string Head, string Read, string Claim, string Lag, string ReadAudit);
