namespace CrmLive.Data;

/// <summary>
/// The statements with which consumers read events in commit order without gaps. A commit mark is only readable once no older
/// transaction can still commit: <c>pg_snapshot_xmin</c> on PostgreSQL, <c>MIN_ACTIVE_ROWVERSION</c> on SQL Server.
/// </summary>
/// <param name="Read">Events after {mark, id}: parameters <c>@mark</c>, <c>@id</c>, <c>@take</c>; columns commit_mark, tenant_id, id, ... of <c>events</c>.</param>
/// <param name="Waiting">Names of the consumers that have an event to read, or one set aside that is due at the instant {0}, as <c>Value</c>.</param>
/// <param name="Lag">Consumers with the number of events that they have not handled and the age of the oldest in seconds at the instant {0}.</param>
/// <param name="Record">Enters events into the ledger: {0} tenant, {1} consumer, {2} event ids with commas between, {3} instant. Counts those that were not there.</param>
/// <param name="PlaceOf">Commit mark and id of the event {0}, as <c>CommitMark</c> and <c>EventId</c>.</param>
/// <param name="PlaceBefore">The same of the last event before the instant {0}.</param>
/// <param name="ReadAudit">Audit entries after {mark, id}, in commit order: same parameters; all columns of <c>audit_entries</c> and its commit_mark.</param>
/// <param name="Unsealed">Number of audit entries of tenant {0} that could be sealed and are not, as <c>Value</c>.</param>
/// <param name="Head">The mark before which every event is readable now, as one bigint named <c>Value</c>.</param>
public sealed record EventLogSql(string Head, string Read, string Waiting, string Lag, string Record, string PlaceOf, string PlaceBefore, string ReadAudit, string Unsealed);
