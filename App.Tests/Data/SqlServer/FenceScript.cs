using System.Text;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Data.SqlServer;

/// <summary>Writes the security policy of SQL Server, table by table: what PostgreSQL does out of its catalogue stands here to be read.</summary>
internal static class FenceScript
{
    private const string Head = """
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

        """;

    public static string Of(DbContext db)
    {
        var script = new StringBuilder(Head);
        foreach (var type in db.Model.GetEntityTypes().Where(type => typeof(ITenantRow).IsAssignableFrom(type.ClrType)).OrderBy(type => type.GetTableName(), StringComparer.Ordinal))
        {
            script.Append(Fence(type.GetTableName()!));
            if (Versioned.Keeps(type))
            {
                script.Append(Filter($"{type.GetTableName()}_history"));
            }
        }

        return script.ToString();
    }

    private static string Fence(string table) => $"""

        IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.{table}'))
            ALTER SECURITY POLICY crm.tenant_fence
                ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.{table},
                ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.{table} AFTER INSERT,
                ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.{table} AFTER UPDATE,
                ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.{table} BEFORE UPDATE,
                ADD BLOCK PREDICATE crm.admits(tenant_id) ON dbo.{table} BEFORE DELETE;
        GO

        """;

    private static string Filter(string table) => $"""

        IF NOT EXISTS (SELECT 1 FROM sys.security_predicates WHERE target_object_id = OBJECT_ID(N'dbo.{table}'))
            ALTER SECURITY POLICY crm.tenant_fence
                ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.{table};
        GO

        """;
}
