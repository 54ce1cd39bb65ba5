using CrmLive.Support;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CrmLive.Data.SqlServer;

/// <summary>No SQL Server is needed to know that its scripts can be parsed and speak of what exists.</summary>
public sealed class SqlServerScriptTests(TestDatabase postgresql) : IClassFixture<TestDatabase>
{
    public static TheoryData<string> Files => [.. SqlServerSchema.Files];

    [Theory]
    [MemberData(nameof(Files))]
    public void Parse_and_name_what_exists(string file) =>
        NameCheck.Faults(SqlServerSchema.Schema, SqlServerSchema.Parse(file)).ShouldBeEmpty();

    [Theory]
    [InlineData("SELECT a.nonsense FROM accounts AS a")]
    [InlineData("SELECT a.name FROM acounts AS a")]
    [InlineData("SELECT b.name FROM accounts AS a")]
    [InlineData("SELECT nonsense FROM accounts")]
    [InlineData("SELECT d.nonsense FROM (SELECT name FROM accounts) AS d")]
    [InlineData("SELECT name FROM accounts WHERE EXISTS (SELECT 1 FROM deals AS d WHERE d.nonsense = 1)")]
    [InlineData("UPDATE accounts SET nonsense = 1")]
    [InlineData("INSERT INTO accounts (nonsense) VALUES (1)")]
    [InlineData("DELETE FROM accounts WHERE nonsense = 1")]
    [InlineData("CREATE INDEX ix ON dbo.accounts (nonsense)")]
    [InlineData("ALTER SECURITY POLICY crm.tenant_fence ADD FILTER PREDICATE crm.admits(nonsense) ON dbo.accounts")]
    [InlineData("ALTER SECURITY POLICY crm.tenant_fence ADD FILTER PREDICATE crm.admits(tenant_id) ON dbo.acounts")]
    [InlineData("ALTER SECURITY POLICY crm.tenant_fence ADD FILTER PREDICATE crm.admitts(tenant_id) ON dbo.accounts")]
    [InlineData("DENY UPDATE ON OBJECT::dbo.evnts TO crm_app")]
    [InlineData("IF COL_LENGTH(N'dbo.events', N'comit_mark') IS NULL SELECT 1")]
    [InlineData("SELECT NEXT VALUE FOR crm_idds")]
    public void The_check_finds_what_does_not_exist(string statement) =>
        NameCheck.Faults(SqlServerSchema.Schema, Tsql.Parse(statement, "test")).ShouldNotBeEmpty();

    [Fact]
    public async Task Run_without_setup_and_schema()
    {
        await using var provider = SqlServerSchema.Provider();

        provider.Scripts().Select(script => script.Name).ShouldBe([.. SqlServerSchema.Files.Where(file => char.IsAsciiDigit(file[0]))]);
    }

    [Fact]
    public async Task Grant_what_PostgreSQL_grants()
    {
        var rights = new Grants();
        SqlServerSchema.Parse("050_grants.sql").Accept(rights);
        foreach (var table in SqlServerSchema.Schema.Tables.Keys.Except(SqlServerSchema.Schema.Histories))
        {
            foreach (var role in (string[])["crm_app", "crm_system"])
            {
                foreach (var right in (string[])["SELECT", "INSERT", "UPDATE", "DELETE"])
                {
                    // Logs are inserted by column: their order is not the program's to write.
                    var asked = right == "DELETE" ? "has_table_privilege" : "has_any_column_privilege";
                    (await postgresql.Ask<bool>($"select {asked}('{role}', '{table}', '{right}')"))
                        .ShouldBe(rights.Has(role, table, right), $"{role} {right} {table}");
                }
            }
        }
    }

    /// <summary>All on the schema, less what is denied on a table.</summary>
    private sealed class Grants : TSqlFragmentVisitor
    {
        private readonly HashSet<(string Role, string Table, string Right)> _denied = [];

        public bool Has(string role, string table, string right) => !_denied.Contains((role, table, right));

        public override void Visit(DenyStatement node) => _denied.UnionWith(
            from principal in node.Principals
            from permission in node.Permissions
            select (principal.Identifier.Value, node.SecurityTargetObject.ObjectName.MultiPartIdentifier.Identifiers[^1].Value, permission.Identifiers[0].Value.ToUpperInvariant()));
    }
}
