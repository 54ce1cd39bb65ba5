-- The application's roles. crm_app works behind the tenant policies; crm_system reads across tenants (relay, audit seals, sign-in).
-- Neither owns anything nor bypasses row security. Whoever runs this may become both, so that one login is enough for an evaluation.
do $$
begin
    if not exists (select from pg_roles where rolname = 'crm_app') then
        create role crm_app nologin nosuperuser nobypassrls;
    end if;
    if not exists (select from pg_roles where rolname = 'crm_system') then
        create role crm_system nologin nosuperuser nobypassrls;
    end if;
    if not pg_has_role(current_user, 'crm_app', 'member') then
        execute format('grant crm_app to %I', current_user);
    end if;
    if not pg_has_role(current_user, 'crm_system', 'member') then
        execute format('grant crm_system to %I', current_user);
    end if;
exception
    -- Another database of the same server makes the same roles at this moment.
    when duplicate_object or unique_violation then null;
end
$$;
