using System.Linq.Expressions;

namespace CrmLive.Expressions;

/// <summary>Where a database keeps a field: what a filter on it reads.</summary>
public sealed class QueryColumn
{
    /// <summary>The value, from a record: <c>account => account.Employees</c>. Numbers, days, instants, yes-no, text or the number of a reference.</summary>
    public required LambdaExpression Value { get; init; }

    /// <summary>The currency of an amount, ISO 4217.</summary>
    public LambdaExpression? Currency { get; init; }

    /// <summary>Text as <see cref="NameFold"/> folds it: what equality, order and "contains" look at. Null for choices, whose values are exact.</summary>
    public LambdaExpression? Folded { get; init; }

    /// <summary><see cref="Folded"/> holds <see cref="NameFold.Key"/>, the name behind its folded form.</summary>
    public bool IsKey { get; init; }
}
