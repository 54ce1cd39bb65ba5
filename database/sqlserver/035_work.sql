-- Wishes for work are taken in by the order in which they were written; the server counts.
IF COL_LENGTH(N'dbo.work_puts', N'seq') IS NULL
    ALTER TABLE dbo.work_puts ADD seq bigint IDENTITY NOT NULL;
GO

IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'dbo.work_puts') AND name = N'ix_work_puts_seq')
    CREATE UNIQUE INDEX ix_work_puts_seq ON dbo.work_puts (seq);
GO

-- Nodes take different rows at the same time: nobody's many locks become one on the whole table.
ALTER TABLE dbo.work_puts SET (LOCK_ESCALATION = DISABLE);
ALTER TABLE dbo.work_items SET (LOCK_ESCALATION = DISABLE);
ALTER TABLE dbo.work_runs SET (LOCK_ESCALATION = DISABLE);
GO
