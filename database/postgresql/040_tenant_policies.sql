-- One policy for every table that has a tenant, taken from the catalogue so that a new table cannot be forgotten.
-- No tenant set: no rows. The sub-select makes PostgreSQL evaluate the setting once per statement.
do $$
declare
    name text;
begin
    for name in
        select c.relname
        from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
        where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
    loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('drop policy if exists tenant_fence on %I', name);
        execute format(
            'create policy tenant_fence on %I to crm_app
                 using (tenant_id = (select nullif(current_setting(''crm.tenant'', true), '''')::bigint))
                 with check (tenant_id = (select nullif(current_setting(''crm.tenant'', true), '''')::bigint))',
            name);
        execute format('drop policy if exists system_wide on %I', name);
        execute format('create policy system_wide on %I to crm_system using (true) with check (true)', name);
    end loop;
end
$$;

alter table tenants enable row level security;
alter table tenants force row level security;
drop policy if exists tenant_fence on tenants;
create policy tenant_fence on tenants to crm_app using (id = (select nullif(current_setting('crm.tenant', true), '')::bigint));
drop policy if exists system_wide on tenants;
create policy system_wide on tenants to crm_system using (true) with check (true);
