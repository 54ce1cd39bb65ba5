namespace CrmLive.Expressions;

/// <summary>Bounds of an expression in size, depth and cost. The cost is counted in steps, so that it is the same on every machine.</summary>
public static class ExpressionLimits
{
    /// <summary>Characters of the text.</summary>
    public const int Text = 4000;

    /// <summary>Brackets, functions and signs within each other.</summary>
    public const int Depth = 32;

    /// <summary>Fields, literals and operators.</summary>
    public const int Nodes = 400;

    /// <summary>Entries of one list after <c>in</c>, arguments of one function.</summary>
    public const int Entries = 100;

    /// <summary>Characters of a pattern after <c>matches</c>.</summary>
    public const int Pattern = 200;

    /// <summary>Steps of one evaluation: one a node, one more for each 64 characters of text that are looked through.</summary>
    public const int Cost = 20_000;
}
