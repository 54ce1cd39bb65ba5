using System.Linq.Expressions;
using NodaTime;
using Linq = System.Linq.Expressions.Expression;

namespace CrmLive.Expressions;

/// <summary>
/// The part of the language that a database can answer: a field compared with what does not depend on the record, joined by and, or, not. It compiles to a
/// predicate that holds of exactly the records of which <see cref="Expression.Evaluate"/> says yes.
/// </summary>
/// <remarks>
/// Negation is pushed down to the clauses, so that nothing depends on how SQL or its translator negates null. Amounts in another currency make an evaluation
/// fail, which is neither yes nor no: each node is compiled for "is true" and for "is false", and a record of which it fails is in neither.
/// </remarks>
public static class QueryFilter
{
    /// <param name="columns">Where a field is kept; null where the database does not have it.</param>
    /// <exception cref="ExpressionInvalid">The database cannot answer it; the message says which part.</exception>
    public static Expression<Func<T, bool>> Compile<T>(Expression condition, Func<FieldPath, QueryColumn?> columns, DateTimeOffset now, DateTimeZone zone)
    {
        var record = Linq.Parameter(typeof(T), "record");
        var clauses = new QueryClauses(record, columns, now, zone);
        return Linq.Lambda<Func<T, bool>>(Is(condition.Root, true, clauses), record);
    }

    private static Linq Is(Node node, bool wanted, QueryClauses clauses) => node switch
    {
        NotNode not => Is(not.Part, !wanted, clauses),
        LogicNode logic => Joined(logic, wanted, clauses),
        _ => clauses.Is(node, wanted),
    };

    // "a and b" is true where both are, and false where a is false, or a is true and b false: what comes first decides, and may fail first.
    private static Linq Joined(LogicNode logic, bool wanted, QueryClauses clauses)
    {
        var result = Is(logic.Children[^1], wanted, clauses);
        for (var i = logic.Children.Count - 2; i >= 0; i--)
        {
            var part = logic.Children[i];
            var isAll = logic.IsAnd == wanted;
            var rest = isAll || !MayFail(part) ? result : Linq.AndAlso(Is(part, !wanted, clauses), result);
            result = isAll ? Linq.AndAlso(Is(part, wanted, clauses), rest) : Linq.OrElse(Is(part, wanted, clauses), rest);
        }

        return result;
    }

    private static bool MayFail(Node node) =>
        node is CompareNode { Comparison: not (Comparison.Equal or Comparison.NotEqual), Left.Kind: ValueKind.Money } || node.Children.Any(MayFail);
}
