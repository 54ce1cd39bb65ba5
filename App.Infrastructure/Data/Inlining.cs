using System.Linq.Expressions;

namespace CrmLive.Data;

/// <summary>Puts expressions together: a lambda with its parameters replaced.</summary>
public static class Inlining
{
    /// <summary>The body of the lambda, with these in place of its parameters.</summary>
    public static Expression With(this LambdaExpression lambda, params ReadOnlySpan<Expression> arguments)
    {
        var body = lambda.Body;
        for (var at = 0; at < arguments.Length; at++)
        {
            body = new Swap(lambda.Parameters[at], arguments[at]).Visit(body)!;
        }

        return body;
    }

    private sealed class Swap(Expression from, Expression to) : ExpressionVisitor
    {
        public override Expression? Visit(Expression? node) => node == from ? to : base.Visit(node);
    }
}
