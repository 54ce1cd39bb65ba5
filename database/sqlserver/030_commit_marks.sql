-- Readers of events and audit entries follow the order of row versions: everything below MIN_ACTIVE_ROWVERSION() is complete.
IF COL_LENGTH(N'dbo.events', N'commit_mark') IS NULL
    ALTER TABLE dbo.events ADD commit_mark rowversion NOT NULL;
GO

IF COL_LENGTH(N'dbo.audit_entries', N'commit_mark') IS NULL
    ALTER TABLE dbo.audit_entries ADD commit_mark rowversion NOT NULL;
GO

IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'dbo.events') AND name = N'ix_events_commit_mark')
    CREATE UNIQUE INDEX ix_events_commit_mark ON dbo.events (commit_mark);
GO

IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'dbo.audit_entries') AND name = N'ix_audit_entries_commit_mark')
    CREATE UNIQUE INDEX ix_audit_entries_commit_mark ON dbo.audit_entries (commit_mark);
GO
