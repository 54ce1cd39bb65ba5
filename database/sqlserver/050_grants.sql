-- What the roles may do. Events, audit entries, seals, transitions and probabilities are append-only for the application; the house's own tables are not
-- its business. A DENY counts more than any GRANT. Nobody can write former rows while system versioning is on.
GRANT SELECT, INSERT, UPDATE, DELETE ON SCHEMA::dbo TO crm_app, crm_system;
GRANT UPDATE ON OBJECT::dbo.crm_ids TO crm_app, crm_system;
GO

DENY UPDATE, DELETE ON OBJECT::dbo.events TO crm_app, crm_system;
DENY UPDATE, DELETE ON OBJECT::dbo.audit_entries TO crm_app, crm_system;
DENY UPDATE, DELETE ON OBJECT::dbo.stage_changes TO crm_app, crm_system;
DENY UPDATE, DELETE ON OBJECT::dbo.probability_tables TO crm_app, crm_system;
DENY UPDATE, DELETE ON OBJECT::dbo.probability_shares TO crm_app, crm_system;
DENY UPDATE, DELETE ON OBJECT::dbo.source_records TO crm_app, crm_system;
DENY UPDATE, DELETE ON OBJECT::dbo.event_effects TO crm_app;
DENY INSERT, UPDATE, DELETE ON OBJECT::dbo.audit_seals TO crm_app;
DENY UPDATE, DELETE ON OBJECT::dbo.audit_seals TO crm_system;
DENY INSERT, UPDATE, DELETE ON OBJECT::dbo.tenants TO crm_app;
DENY INSERT, UPDATE, DELETE ON OBJECT::dbo.dead_letters TO crm_app;
DENY INSERT, UPDATE, DELETE ON OBJECT::dbo.parked_events TO crm_app;
DENY INSERT, UPDATE, DELETE ON OBJECT::dbo.work_streams TO crm_app;
GO

DENY DELETE ON OBJECT::dbo.checkpoint_files TO crm_system;
DENY SELECT, INSERT, UPDATE, DELETE ON OBJECT::dbo.checkpoint_files TO crm_app;
DENY SELECT, INSERT, UPDATE, DELETE ON OBJECT::dbo.consumer_positions TO crm_app;
DENY SELECT, INSERT, UPDATE, DELETE ON OBJECT::dbo.protection_keys TO crm_app;
DENY SELECT, INSERT, UPDATE, DELETE ON OBJECT::dbo.schema_scripts TO crm_app, crm_system;
DENY SELECT, INSERT, UPDATE, DELETE ON OBJECT::dbo.schema_migrations TO crm_app, crm_system;
GO
