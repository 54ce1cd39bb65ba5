-- One fence for every table that has a tenant, and a filter for its former rows, which nobody can write. No tenant set: no rows.
-- Generated from the model by `make schema`; a test fails when it is stale. Re-runnable: what stands already is left alone, so that the
-- fence never comes down. To change the predicate, make another function and move the policy to it.
IF SCHEMA_ID(N'crm') IS NULL
    EXEC (N'CREATE SCHEMA crm AUTHORIZATION dbo;');
GO

IF OBJECT_ID(N'crm.admits') IS NOT NULL
    SET NOEXEC ON;
GO

CREATE FUNCTION crm.admits (@tenant_id bigint)
    RETURNS TABLE
    WITH SCHEMABINDING
AS
    RETURN SELECT 1 AS admitted
    WHERE @tenant_id = CONVERT(bigint, SESSION_CONTEXT(N'crm.tenant'))
       OR IS_ROLEMEMBER(N'crm_system') = 1;
GO

SET NOEXEC OFF;
GO

IF OBJECT_ID(N'crm.tenant_fence') IS NULL
    CREATE SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(id) ON dbo.tenants,
        ADD BLOCK PREDICATE crm.admits(id) ON dbo.tenants AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(id) ON dbo.tenants AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(id) ON dbo.tenants BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(id) ON dbo.tenants BEFORE DELETE
    WITH (STATE = ON, SCHEMABINDING = ON);
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.accounts'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.accounts,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.accounts AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.accounts AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.accounts BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.accounts BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.accounts_history'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.accounts_history;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.api_keys'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.api_keys,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.api_keys AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.api_keys AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.api_keys BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.api_keys BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.audit_entries'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.audit_entries,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.audit_entries AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.audit_entries AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.audit_entries BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.audit_entries BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.audit_seals'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.audit_seals,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.audit_seals AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.audit_seals AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.audit_seals BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.audit_seals BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.contacts'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.contacts,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.contacts AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.contacts AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.contacts BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.contacts BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.contacts_history'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.contacts_history;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.dead_letters'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.dead_letters,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.dead_letters AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.dead_letters AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.dead_letters BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.dead_letters BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.dead_work'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.dead_work,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.dead_work AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.dead_work AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.dead_work BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.dead_work BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.deal_contacts'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.deal_contacts,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.deal_contacts AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.deal_contacts AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.deal_contacts BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.deal_contacts BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.deal_contacts_history'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.deal_contacts_history;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.deal_lines'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.deal_lines,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.deal_lines AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.deal_lines AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.deal_lines BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.deal_lines BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.deal_lines_history'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.deal_lines_history;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.deals'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.deals,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.deals AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.deals AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.deals BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.deals BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.deals_history'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.deals_history;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.event_effects'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.event_effects,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.event_effects AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.event_effects AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.event_effects BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.event_effects BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.events'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.events,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.events AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.events AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.events BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.events BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.idempotency_records'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.idempotency_records,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.idempotency_records AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.idempotency_records AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.idempotency_records BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.idempotency_records BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.import_faults'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.import_faults,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.import_faults AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.import_faults AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.import_faults BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.import_faults BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.imports'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.imports,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.imports AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.imports AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.imports BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.imports BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.jobs'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.jobs,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.jobs AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.jobs AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.jobs BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.jobs BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.jobs_history'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.jobs_history;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.leads'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.leads,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.leads AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.leads AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.leads BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.leads BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.leads_history'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.leads_history;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.move_approvals'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.move_approvals,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.move_approvals AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.move_approvals AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.move_approvals BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.move_approvals BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.move_approvals_history'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.move_approvals_history;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.notifications'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.notifications,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.notifications AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.notifications AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.notifications BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.notifications BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.parked_events'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.parked_events,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.parked_events AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.parked_events AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.parked_events BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.parked_events BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.pipelines'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.pipelines,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.pipelines AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.pipelines AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.pipelines BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.pipelines BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.pipelines_history'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.pipelines_history;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.probability_shares'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.probability_shares,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.probability_shares AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.probability_shares AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.probability_shares BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.probability_shares BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.probability_tables'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.probability_tables,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.probability_tables AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.probability_tables AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.probability_tables BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.probability_tables BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.products'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.products,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.products AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.products AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.products BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.products BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.products_history'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.products_history;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.role_grants'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.role_grants,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.role_grants AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.role_grants AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.role_grants BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.role_grants BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.roles'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.roles,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.roles AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.roles AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.roles BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.roles BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.roles_history'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.roles_history;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.saved_views'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.saved_views,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.saved_views AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.saved_views AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.saved_views BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.saved_views BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.saved_views_history'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.saved_views_history;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.search_words'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.search_words,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.search_words AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.search_words AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.search_words BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.search_words BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.sessions'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.sessions,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.sessions AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.sessions AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.sessions BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.sessions BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.source_records'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.source_records,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.source_records AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.source_records AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.source_records BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.source_records BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.stage_changes'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.stage_changes,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.stage_changes AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.stage_changes AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.stage_changes BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.stage_changes BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.stage_rules'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.stage_rules,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.stage_rules AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.stage_rules AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.stage_rules BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.stage_rules BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.stages'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.stages,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.stages AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.stages AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.stages BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.stages BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.stages_history'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.stages_history;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.team_members'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.team_members,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.team_members AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.team_members AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.team_members BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.team_members BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.teams'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.teams,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.teams AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.teams AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.teams BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.teams BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.teams_history'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.teams_history;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.user_roles'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.user_roles,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.user_roles AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.user_roles AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.user_roles BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.user_roles BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.users'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.users,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.users AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.users AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.users BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.users BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.users_history'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.users_history;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.work_items'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.work_items,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.work_items AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.work_items AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.work_items BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.work_items BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.work_pauses'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.work_pauses,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.work_pauses AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.work_pauses AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.work_pauses BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.work_pauses BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.work_puts'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.work_puts,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.work_puts AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.work_puts AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.work_puts BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.work_puts BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.work_runs'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.work_runs,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.work_runs AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.work_runs AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.work_runs BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.work_runs BEFORE DELETE;
GO

IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.work_streams'))
    ALTER SECURITY POLICY crm.tenant_fence
        ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.work_streams,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.work_streams AFTER INSERT,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.work_streams AFTER UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.work_streams BEFORE UPDATE,
        ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.work_streams BEFORE DELETE;
GO
