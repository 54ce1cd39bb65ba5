using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CrmLive.Data.SqlServer;

/// <summary>Finds names of tables and columns in statements that the schema does not have. Resolves them as the server does: by scope and alias.</summary>
internal sealed class NameCheck(TsqlSchema schema) : TSqlFragmentVisitor
{
    private readonly Stack<Dictionary<string, IReadOnlySet<string>?>> _scopes = [];
    private readonly List<string> _faults = [];

    public static IReadOnlyList<string> Faults(TsqlSchema schema, TSqlScript script)
    {
        var check = new NameCheck(schema);
        script.Accept(check);
        return check._faults;
    }

    public override void ExplicitVisit(QuerySpecification node)
    {
        var scope = Tables(node.FromClause);

        // ORDER BY may speak of what SELECT has named.
        scope["SELECT"] = node.SelectElements.OfType<SelectScalarExpression>().Select(element => element.ColumnName?.Value).OfType<string>().ToHashSet(StringComparer.Ordinal);
        In(scope, () => base.ExplicitVisit(node));
    }

    public override void ExplicitVisit(UpdateSpecification node) => In(Target(node), () => base.ExplicitVisit(node));

    public override void ExplicitVisit(DeleteSpecification node) => In(Target(node), () => base.ExplicitVisit(node));

    public override void ExplicitVisit(InsertSpecification node)
    {
        var target = new Dictionary<string, IReadOnlySet<string>?>(StringComparer.OrdinalIgnoreCase);
        Collect(node.Target, target);
        if (node.Target is VariableTableReference variable)
        {
            target[variable.Variable.Name] = null;
        }

        In(WithChanges(target), () => base.ExplicitVisit(node));
    }

    // The columns behind INTO are those of a variable, which holds whatever it was declared with.
    public override void ExplicitVisit(OutputIntoClause node)
    {
        foreach (var given in node.SelectColumns)
        {
            given.Accept(this);
        }
    }

    public override void ExplicitVisit(MergeSpecification node)
    {
        var scope = new Dictionary<string, IReadOnlySet<string>?>(StringComparer.OrdinalIgnoreCase);
        Collect(node.Target, scope);
        WithChanges(scope);
        Collect(node.TableReference, scope);
        In(scope, () => base.ExplicitVisit(node));
    }

    public override void ExplicitVisit(CreateIndexStatement node) => In(Table(node.OnName), () => base.ExplicitVisit(node));

    // The parser's own walk leaves the predicates of a policy out.
    public override void ExplicitVisit(CreateSecurityPolicyStatement node) => Predicates(node);

    public override void ExplicitVisit(AlterSecurityPolicyStatement node) => Predicates(node);

    public override void ExplicitVisit(AlterTableAddTableElementStatement node)
    {
        Known(Tsql.Name(node.SchemaObjectName));
        base.ExplicitVisit(node);
    }

    public override void ExplicitVisit(SecurityTargetObject node)
    {
        if (node.ObjectKind != SecurityObjectKind.Schema)
        {
            Known(node.ObjectName.MultiPartIdentifier.Identifiers[^1].Value);
        }
    }

    public override void ExplicitVisit(NextValueForExpression node)
    {
        Known(Tsql.Name(node.SequenceName));
        base.ExplicitVisit(node);
    }

    public override void ExplicitVisit(NamedTableReference node)
    {
        var name = Tsql.Name(node.SchemaObject);
        if (!IsSystem(node.SchemaObject) && !_scopes.Any(scope => scope.ContainsKey(name)))
        {
            Known(name);
        }

        base.ExplicitVisit(node);
    }

    // OBJECT_ID(N'dbo.accounts') and COL_LENGTH(N'dbo.events', N'commit_mark') name things too.
    public override void ExplicitVisit(FunctionCall node)
    {
        var names = node.Parameters.OfType<StringLiteral>().Select(literal => literal.Value).ToList();
        switch (node.FunctionName.Value)
        {
            case "OBJECT_ID":
                Known(names[0].Split('.')[^1]);
                break;
            case "COL_LENGTH":
                Column(schema.Tables.GetValueOrDefault(names[0].Split('.')[^1]), names[1], names[0]);
                break;
            case "DATABASE_PRINCIPAL_ID" or "IS_ROLEMEMBER" when !names[0].StartsWith("db_", StringComparison.Ordinal) && !names[0].EndsWith("_user", StringComparison.Ordinal):
                Known(names[0]);
                break;
            case var date when date.StartsWith("DATE", StringComparison.Ordinal):
                // The first argument is a unit of time and only looks like a column.
                foreach (var argument in node.Parameters.Skip(1))
                {
                    argument.Accept(this);
                }

                return;
        }

        base.ExplicitVisit(node);
    }

    public override void ExplicitVisit(ColumnReferenceExpression node)
    {
        if (node.ColumnType != ColumnType.Regular || node.MultiPartIdentifier is null)
        {
            return;
        }

        var parts = node.MultiPartIdentifier.Identifiers.Select(part => part.Value).ToList();
        if (parts.Count == 1)
        {
            var tables = _scopes.SelectMany(scope => scope.Values).ToList();
            if (tables.Count > 0 && !tables.Exists(columns => columns is null || columns.Contains(parts[0])))
            {
                _faults.Add($"No table has a column {parts[0]}");
            }

            return;
        }

        var scope = _scopes.FirstOrDefault(scope => scope.ContainsKey(parts[^2]));
        if (scope is null)
        {
            _faults.Add($"There is no {parts[^2]} that {parts[^1]} could be of");
            return;
        }

        Column(scope[parts[^2]], parts[^1], parts[^2]);
    }

    private static bool IsSystem(SchemaObjectName name) => name.SchemaIdentifier?.Value == "sys";

    private static string? NameOf(SelectScalarExpression element) =>
        element.ColumnName?.Value ?? (element.Expression as ColumnReferenceExpression)?.MultiPartIdentifier.Identifiers[^1].Value;

    // What a derived table gives out; null when that cannot be told, as with a star.
    private static HashSet<string>? Given(QueryExpression query) => query switch
    {
        QuerySpecification one when one.SelectElements.All(element => element is SelectScalarExpression) =>
            one.SelectElements.Cast<SelectScalarExpression>().Select(NameOf).OfType<string>().ToHashSet(StringComparer.Ordinal),
        BinaryQueryExpression two => Given(two.FirstQueryExpression),
        QueryParenthesisExpression inner => Given(inner.QueryExpression),
        _ => null,
    };

    private static Dictionary<string, IReadOnlySet<string>?> WithChanges(Dictionary<string, IReadOnlySet<string>?> target)
    {
        var columns = target.Values.First();
        target["inserted"] = columns;
        target["deleted"] = columns;
        return target;
    }

    private void In(Dictionary<string, IReadOnlySet<string>?> scope, Action visit)
    {
        _scopes.Push(scope);
        visit();
        _scopes.Pop();
    }

    private Dictionary<string, IReadOnlySet<string>?> Target(UpdateDeleteSpecificationBase node)
    {
        var scope = Tables(node.FromClause);
        if (scope.Count == 0)
        {
            Collect(node.Target, scope);
        }

        return WithChanges(scope);
    }

    private Dictionary<string, IReadOnlySet<string>?> Tables(FromClause? from)
    {
        var scope = new Dictionary<string, IReadOnlySet<string>?>(StringComparer.OrdinalIgnoreCase);
        foreach (var table in from?.TableReferences ?? [])
        {
            Collect(table, scope);
        }

        return scope;
    }

    private Dictionary<string, IReadOnlySet<string>?> Table(SchemaObjectName name)
    {
        Known(Tsql.Name(name));
        return new Dictionary<string, IReadOnlySet<string>?>(StringComparer.OrdinalIgnoreCase)
        {
            [Tsql.Name(name)] = schema.Tables.GetValueOrDefault(Tsql.Name(name)),
        };
    }

    private void Collect(TableReference? table, Dictionary<string, IReadOnlySet<string>?> scope)
    {
        switch (table)
        {
            case JoinTableReference join:
                Collect(join.FirstTableReference, scope);
                Collect(join.SecondTableReference, scope);
                break;
            case JoinParenthesisTableReference inner:
                Collect(inner.Join, scope);
                break;
            case NamedTableReference named:
                var name = Tsql.Name(named.SchemaObject);
                scope[named.Alias?.Value ?? name] = IsSystem(named.SchemaObject) ? null : schema.Tables.GetValueOrDefault(name);
                break;
            case QueryDerivedTable derived:
                scope[derived.Alias.Value] = Given(derived.QueryExpression);
                break;
            case InlineDerivedTable values:
                scope[values.Alias.Value] = values.Columns.Select(column => column.Value).ToHashSet(StringComparer.Ordinal);
                break;
            case TableReferenceWithAlias { Alias: { } alias }:
                scope[alias.Value] = null;
                break;
        }
    }

    private void Predicates(SecurityPolicyStatement policy)
    {
        Known(Tsql.Name(policy.Name));
        foreach (var predicate in policy.SecurityPredicateActions)
        {
            Known(predicate.FunctionCall.FunctionName.Value);
            In(Table(predicate.TargetObjectName), () => predicate.FunctionCall.Accept(this));
        }
    }

    private void Known(string name)
    {
        if (!schema.Tables.ContainsKey(name) && !schema.Others.Contains(name))
        {
            _faults.Add($"There is no {name}");
        }
    }

    private void Column(IReadOnlySet<string>? columns, string column, string table)
    {
        if (columns?.Contains(column) == false)
        {
            _faults.Add($"{table} has no column {column}");
        }
    }
}
