using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CrmLive.Data.SqlServer;

/// <summary>Every table of SQL Server that has a tenant has a filter, and a block before and after every change.</summary>
public sealed class SqlServerFenceTests
{
    private const string Filter = "FILTER";

    private static readonly string[] Whole = [Filter, "AfterInsert", "AfterUpdate", "BeforeDelete", "BeforeUpdate"];

    private readonly Predicates _predicates = new();

    public SqlServerFenceTests() => SqlServerSchema.Parse("040_tenant_policies.sql").Accept(_predicates);

    public static TheoryData<string> Tables =>
        [.. SqlServerSchema.Schema.Tables.Where(table => table.Value.Contains("tenant_id")).Select(table => table.Key).Append("tenants")];

    [Theory]
    [MemberData(nameof(Tables))]
    public void Stands_around(string table) => _predicates.Of(table).Order(StringComparer.Ordinal)
        .ShouldBe(SqlServerSchema.Schema.Histories.Contains(table) ? [Filter] : Whole.Order(StringComparer.Ordinal));

    [Fact]
    public void Looks_at_the_tenant_and_nothing_else() =>
        _predicates.Arguments.ShouldAllBe(argument => argument.Column == (argument.Table == "tenants" ? "id" : "tenant_id"));

    [Fact]
    public void Keeps_former_rows_of_all_that_is_versioned() =>
        SqlServerSchema.Schema.Histories.Count.ShouldBe(Isolation.ModelTables.OfTenants.Count(Versioned.Keeps));

    private sealed class Predicates : TSqlFragmentVisitor
    {
        private readonly List<(string Table, string What)> _found = [];

        public List<(string Table, string Column)> Arguments { get; } = [];

        public IEnumerable<string> Of(string table) => _found.Where(found => found.Table == table).Select(found => found.What);

        public override void Visit(CreateSecurityPolicyStatement node) => Note(node);

        public override void Visit(AlterSecurityPolicyStatement node) => Note(node);

        private void Note(SecurityPolicyStatement policy)
        {
            foreach (var predicate in policy.SecurityPredicateActions)
            {
                var table = Tsql.Name(predicate.TargetObjectName);
                _found.Add((table, predicate.SecurityPredicateType == SecurityPredicateType.Filter ? Filter : predicate.SecurityPredicateOperation.ToString()));
                Arguments.Add((table, ((ColumnReferenceExpression)predicate.FunctionCall.Parameters.Single()).MultiPartIdentifier.Identifiers[^1].Value));
            }
        }
    }
}
