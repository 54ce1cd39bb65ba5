-- What the roles may do. Events, audit entries, seals, transitions and probabilities are append-only for the application; the house's own tables are not its business.
grant usage on schema public to crm_app, crm_system;
revoke all on all tables in schema public from crm_app, crm_system;
grant select, insert, update, delete on all tables in schema public to crm_app;
revoke update, delete on events, audit_entries, stage_changes, probability_tables, probability_shares, source_records, event_effects from crm_app;
revoke insert, update, delete on audit_seals, tenants, dead_letters, parked_events, work_streams from crm_app;
revoke all on checkpoint_files, consumer_positions, protection_keys, schema_scripts, schema_migrations from crm_app;

grant select, insert, update, delete on all tables in schema public to crm_system;
revoke update, delete on events, audit_entries, audit_seals, stage_changes, probability_tables, probability_shares, source_records from crm_system;
revoke delete on checkpoint_files from crm_system;
revoke all on schema_scripts, schema_migrations from crm_system;

-- The order of commits is the server's to say: a row that claims a later one would never be read, and never be sealed.
do $$
declare
    place text;
    columns text;
begin
    foreach place in array array['events', 'audit_entries'] loop
        select string_agg(quote_ident(attname), ', ') into columns
        from pg_attribute
        where attrelid = place::regclass and attnum > 0 and not attisdropped and attname <> 'commit_mark';
        execute format('revoke insert on %I from crm_app, crm_system', place);
        execute format('grant insert (%s) on %I to crm_app, crm_system', columns, place);
    end loop;
end
$$;

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
