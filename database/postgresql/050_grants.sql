-- What the roles may do. Events, audit entries, seals, transitions and probabilities are append-only for the application; the house's own tables are not its business.
grant usage on schema public to crm_app, crm_system;
revoke all on all tables in schema public from crm_app, crm_system;
grant select, insert, update, delete on all tables in schema public to crm_app;
revoke update, delete on events, audit_entries, stage_changes, probability_tables, probability_shares, source_records, event_effects from crm_app;
revoke insert, update, delete on audit_seals, tenants, dead_letters from crm_app;
revoke all on consumer_positions, protection_keys, schema_scripts, schema_migrations from crm_app;

grant select, insert, update, delete on all tables in schema public to crm_system;
revoke update, delete on events, audit_entries, audit_seals, stage_changes, probability_tables, probability_shares, source_records from crm_system;
revoke all on schema_scripts, schema_migrations from crm_system;

do $$
declare
    name text;
begin
    for name in select relname from pg_class where relkind = 'r' and relname like '%\_history' and relnamespace = 'public'::regnamespace loop
        execute format('revoke update, delete on %I from crm_app, crm_system', name);
    end loop;
end
$$;

grant usage on all sequences in schema public to crm_app, crm_system;
grant execute on all functions in schema public to crm_app, crm_system;
