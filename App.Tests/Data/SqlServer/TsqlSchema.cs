using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CrmLive.Data.SqlServer;

/// <summary>What a set of scripts creates: tables with their columns, and the names of everything else.</summary>
internal sealed class TsqlSchema : TSqlFragmentVisitor
{
    private readonly Dictionary<string, HashSet<string>> _tables = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, HashSet<string>> Tables => _tables;

    /// <summary>Tables that hold former rows, by the server's own doing.</summary>
    public HashSet<string> Histories { get; } = new(StringComparer.Ordinal);

    /// <summary>Sequences, functions, policies and roles.</summary>
    public HashSet<string> Others { get; } = new(StringComparer.Ordinal);

    public static TsqlSchema Of(IEnumerable<TSqlScript> scripts)
    {
        var schema = new TsqlSchema();
        foreach (var script in scripts)
        {
            script.Accept(schema);
        }

        return schema;
    }

    public override void Visit(CreateTableStatement node)
    {
        var columns = node.Definition.ColumnDefinitions.Select(column => column.ColumnIdentifier.Value).ToHashSet(StringComparer.Ordinal);
        _tables.Add(Tsql.Name(node.SchemaObjectName), columns);
        foreach (var option in node.Options.OfType<SystemVersioningTableOption>())
        {
            _tables.Add(Tsql.Name(option.HistoryTable), columns);
            Histories.Add(Tsql.Name(option.HistoryTable));
        }
    }

    public override void Visit(AlterTableAddTableElementStatement node) =>
        _tables[Tsql.Name(node.SchemaObjectName)].UnionWith(node.Definition.ColumnDefinitions.Select(column => column.ColumnIdentifier.Value));

    public override void Visit(CreateSequenceStatement node) => Others.Add(Tsql.Name(node.Name));

    public override void Visit(CreateFunctionStatement node) => Others.Add(Tsql.Name(node.Name));

    public override void Visit(CreateSecurityPolicyStatement node) => Others.Add(Tsql.Name(node.Name));

    public override void Visit(CreateRoleStatement node) => Others.Add(node.Name.Value);
}
