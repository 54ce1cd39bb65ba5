-- Parallel plans can misread SESSION_CONTEXT when a pooled session is reset, and the tenant stands there: plans of this database stay serial.
ALTER DATABASE SCOPED CONFIGURATION SET MAXDOP = 1;
GO

-- Readers do not wait for writers. The switch needs the database to itself for a moment, so it is only made once.
IF EXISTS (SELECT 1 FROM sys.databases WHERE database_id = DB_ID() AND is_read_committed_snapshot_on = 0)
    ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE;
GO
