using System.Data.Common;
using Npgsql;

namespace CrmLive.Isolation;

/// <summary>Reads out of PostgreSQL's catalogue whether the fence around the tenants has no gap. Says one line for each fault.</summary>
internal static class FenceCheck
{
    private const string Setting = "(tenant_id = ( SELECT (NULLIF(current_setting('crm.tenant'::text, true), ''::text))::bigint AS \"nullif\"))";

    // Tables that the application may read although they have no tenant_id: a tenant sees its own row of this one.
    private const string Shared = "'tenants'";

    private static readonly string Tables = $"""
        with tables as (
            select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity, pg_get_userbyid(c.relowner) as owner,
                   exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped) as has_tenant
            from pg_class c
            where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace)
        select relname || ' has no row security' from tables where has_tenant and not relrowsecurity
        union all select relname || ' does not force row security' from tables where has_tenant and not relforcerowsecurity
        union all select relname || ' is owned by ' || owner from tables where owner in ('crm_app', 'crm_system')
        union all select relname || ' has no tenant and can be read' from tables
            where not has_tenant and has_table_privilege('crm_app', oid, 'select') and relname not in ({Shared})
        union all select relname || ' may be truncated or referred to' from tables where has_table_privilege('crm_app', oid, 'truncate, references')
        union all select relname || ' lacks the policy ' || wanted from tables, unnest(array['tenant_fence', 'system_wide']) wanted
            where has_tenant and not exists (select from pg_policy p where p.polrelid = tables.oid and p.polname = wanted)
        """;

    private static readonly string Policies = $"""
        select c.relname || ' has the policy ' || p.polname || ' that is not the fence: '
            || coalesce(pg_get_expr(p.polqual, p.polrelid), 'no using') || ', ' || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), 'no check')
        from pg_policy p
        join pg_class c on c.oid = p.polrelid
        where c.relname not in ({Shared})
          and not (p.polname = 'system_wide' and p.polroles = array['crm_system'::regrole::oid])
          and not (p.polname = 'tenant_fence' and p.polcmd = '*' and p.polroles = array['crm_app'::regrole::oid]
                   and pg_get_expr(p.polqual, p.polrelid) = $1 and pg_get_expr(p.polwithcheck, p.polrelid) = $1)
        """;

    private const string Roles = """
        select rolname || ' may bypass the fence' from pg_roles
        where rolname in ('crm_app', 'crm_system') and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)
        union all
        select m.member::regrole || ' is a member of ' || m.roleid::regrole from pg_auth_members m
        where m.member in ('crm_app'::regrole, 'crm_system'::regrole)
        union all
        select p.proname || ' runs with the rights of its owner and has no search_path of its own' from pg_proc p
        where p.pronamespace = 'public'::regnamespace and p.prosecdef
          and not exists (select from unnest(p.proconfig) setting where setting like 'search\_path=%')
        union all
        select c.relname || ' is a view with the rights of its owner' from pg_class c
        where c.relnamespace = 'public'::regnamespace and (c.relkind = 'm' or (c.relkind = 'v' and not coalesce(c.reloptions, '{}') @> array['security_invoker=true']))
        """;

    public static async Task<IReadOnlyList<string>> Faults(NpgsqlConnection owner)
    {
        var faults = new List<string>();
        foreach (var sql in (string[])[Tables, Policies, Roles])
        {
            await using var command = new NpgsqlCommand(sql, owner);
            if (sql == Policies)
            {
                command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Setting });
            }

            await using DbDataReader reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                faults.Add(reader.GetString(0));
            }
        }

        return faults;
    }
}
