-- Readers of events and audit entries follow the order of commits: everything below the oldest running transaction is complete.
alter table events add column if not exists commit_mark bigint not null default (pg_current_xact_id()::text::bigint);
alter table audit_entries add column if not exists commit_mark bigint not null default (pg_current_xact_id()::text::bigint);
create unique index if not exists ix_events_commit_mark on events (commit_mark, id, tenant_id);
create unique index if not exists ix_audit_entries_commit_mark on audit_entries (commit_mark, id, tenant_id);
