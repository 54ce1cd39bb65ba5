using System.Globalization;
using CrmLive.Data;
using CrmLive.Data.PostgreSql;
using CrmLive.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CrmLive.Audit;

/// <summary>What the roles that the program works in cannot do to the audit, whatever its code does.</summary>
public sealed class AuditRolesTests(World world) : IClassFixture<World>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("crm_app", "insert into audit_entries (tenant_id, id, at, actor_name, action, channel, outcome, trace_id, changes, commit_mark) values ({0}, 7, now(), 'Ada', 'MoveDeal', 'page', 'done', '', '[]', 9000000000000000000)")]
    [InlineData("crm_system", "insert into audit_entries (tenant_id, id, at, actor_name, action, channel, outcome, trace_id, changes, commit_mark) values ({0}, 7, now(), 'Ada', 'MoveDeal', 'page', 'done', '', '[]', 1)")]
    [InlineData("crm_app", "insert into events select * from events limit 1")]
    [InlineData("crm_app", "update audit_entries set reason = 'x'")]
    [InlineData("crm_app", "delete from audit_entries")]
    [InlineData("crm_app", "insert into audit_seals select * from audit_seals limit 1")]
    [InlineData("crm_app", "update audit_seals set hash = 'x'")]
    [InlineData("crm_app", "delete from audit_seals")]
    [InlineData("crm_app", "select * from checkpoint_files")]
    [InlineData("crm_system", "update audit_entries set reason = 'x'")]
    [InlineData("crm_system", "delete from audit_entries")]
    [InlineData("crm_system", "update audit_seals set hash = 'x'")]
    [InlineData("crm_system", "delete from audit_seals")]
    [InlineData("crm_system", "delete from checkpoint_files")]
    public async Task The_roles_of_the_program_are_refused(string role, string sql)
    {
        var provider = (PostgreSqlProvider)world.Services.GetRequiredService<DatabaseProvider>();
        await using var connection = await (role == "crm_app" ? provider.AppSource : provider.SystemSource).OpenConnectionAsync(Ct);
        await using var command = new NpgsqlCommand(
            $"select set_config('crm.tenant', '{world.Acme}', false); " + string.Format(CultureInfo.InvariantCulture, sql, world.Acme), connection);

        (await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Ct))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }
}
