-- The application's roles. crm_app works behind the tenant policies; crm_system reads across tenants (relay, audit seals, sign-in).
-- Neither owns anything nor bypasses row security. Whoever runs this may become both, so that one login is enough for an evaluation.
-- Runs as a superuser, as a login with CREATEROLE, or as one that has been granted both roles.
do $$
declare
    wanted text;
    -- Since version 16 being a member does not yet allow to become the role.
    membership constant text := case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end;
begin
    foreach wanted in array array['crm_app', 'crm_system'] loop
        begin
            if not exists (select from pg_roles where rolname = wanted) then
                execute format('create role %I nologin', wanted);
            end if;
        exception
            -- Another database of the same server has made the role at this moment.
            when duplicate_object or unique_violation then null;
        end;

        begin
            if not pg_has_role(current_user, wanted, membership) then
                execute format('grant %I to %I', wanted, current_user);
            end if;
        exception
            when unique_violation then null;
        end;

        if exists (select from pg_roles where rolname = wanted and (rolsuper or rolbypassrls)) then
            raise exception 'Role % may bypass row security. Take SUPERUSER and BYPASSRLS from it.', wanted;
        end if;
    end loop;
end
$$;
