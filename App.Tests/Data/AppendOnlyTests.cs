using CrmLive.Support;
using Npgsql;

namespace CrmLive.Data;

/// <summary>What has happened cannot be rewritten by the application, whatever its code does: the database refuses.</summary>
public sealed class AppendOnlyTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    public static TheoryData<string, string> Attempts
    {
        get
        {
            var attempts = new TheoryData<string, string>();
            foreach (var table in (string[])["events", "audit_entries", "audit_seals", "stage_changes", "probability_tables", "probability_shares", "source_records", "accounts_history", "deals_history"])
            {
                attempts.Add(table, $"update {table} set tenant_id = tenant_id");
                attempts.Add(table, $"delete from {table}");
                attempts.Add(table, $"truncate {table}");
            }

            attempts.Add("audit_seals", "insert into audit_seals (tenant_id, position, entry_id, hash, sealed_at) values (1, 1, 1, '', now())");
            return attempts;
        }
    }

    [Theory]
    [MemberData(nameof(Attempts))]
    public async Task Refuses_the_application(string table, string statement)
    {
        var refused = await Should.ThrowAsync<PostgresException>(() => database.RunAs(TestTenant.Acme, statement));

        refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, table);
    }

    [Fact]
    public async Task Covers_every_table_that_keeps_former_rows() =>
        (await database.Ask<long>("""
            select count(*) from pg_class
            where relkind = 'r' and relname like '%\_history'
              and (has_table_privilege('crm_app', oid, 'update') or has_table_privilege('crm_app', oid, 'delete') or has_table_privilege('crm_system', oid, 'update, delete'))
            """)).ShouldBe(0);
}
