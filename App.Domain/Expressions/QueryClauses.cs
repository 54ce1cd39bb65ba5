using System.Linq.Expressions;
using NodaTime;
using Linq = System.Linq.Expressions.Expression;

namespace CrmLive.Expressions;

/// <summary>Compiles the clauses of a filter, each for "is true" and for "is false".</summary>
internal sealed class QueryClauses(ParameterExpression record, Func<FieldPath, QueryColumn?> columns, DateTimeOffset now, DateTimeZone zone)
{
    private static readonly Linq Yes = Linq.Constant(true);
    private static readonly Linq No = Linq.Constant(false);

    public Linq Is(Node clause, bool wanted) => clause switch
    {
        FieldNode { Kind: ValueKind.Boolean } field => Column(field).Equal(Value.Of(true), wanted),
        CompareNode compare => Compare(compare, wanted),
        InNode one => In(one, one.IsNegated != wanted),
        ContainsNode contains => Column(contains.Part).Contains(Known(contains.Wanted), contains.IsNegated != wanted),
        EmptyNode empty => Column(empty.Part).IsEmpty(empty.IsNegated != wanted),
        LiteralNode or CallNode or NowNode => Known(clause).IsTrue == wanted ? Yes : No,
        _ => throw Unanswerable(clause),
    };

    private Linq Compare(CompareNode compare, bool wanted)
    {
        var (field, other, comparison) = compare.Left is FieldNode ? (compare.Left, compare.Right, compare.Comparison) : (compare.Right, compare.Left, Turned(compare.Comparison));
        var (column, value) = (Column(field), Known(other));
        return comparison switch
        {
            Comparison.Equal => column.Equal(value, wanted),
            Comparison.NotEqual => column.Equal(value, !wanted),
            _ => column.Ordered(comparison, value, wanted),
        };
    }

    private Linq In(InNode one, bool wanted)
    {
        var column = Column(one.Part);
        var result = wanted ? No : Yes;
        foreach (var entry in one.Entries)
        {
            var equal = column.Equal(Known(entry), wanted);
            result = wanted ? Linq.OrElse(result, equal) : Linq.AndAlso(result, equal);
        }

        return result;
    }

    private ColumnClause Column(Node node) => node is FieldNode field && columns(field.Path) is { } column
        ? new ColumnClause(record, field.Field, column, zone)
        : throw Unanswerable(node);

    // What does not depend on the record is evaluated once, here.
    private Value Known(Node node)
    {
        var run = new Run(path => throw Unanswerable(path.ToString()), now, zone, 1);
        try
        {
            return node.Evaluate(run);
        }
        catch (ExpressionFailed failed)
        {
            throw new ExpressionInvalid(failed.Message, 1);
        }
    }

    private static Comparison Turned(Comparison comparison) => comparison switch
    {
        Comparison.Less => Comparison.Greater,
        Comparison.LessOrEqual => Comparison.GreaterOrEqual,
        Comparison.Greater => Comparison.Less,
        Comparison.GreaterOrEqual => Comparison.LessOrEqual,
        _ => comparison,
    };

    private static ExpressionInvalid Unanswerable(Node node) => Unanswerable(Printer.Print(node));

    private static ExpressionInvalid Unanswerable(string what) =>
        new($"A list cannot be filtered by {what}. Compare one field with a value.", 1);
}
