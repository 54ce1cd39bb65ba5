namespace CrmLive.Expressions;

/// <summary>A field that an expression may read.</summary>
/// <param name="Key">As in REST and files.</param>
/// <param name="Label">As on screen.</param>
/// <param name="Kind">What its values are.</param>
public sealed record ExpressionField(string Key, string Label, ValueKind Kind)
{
    /// <summary>The values that a choice may have, with their labels; null for free values.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Options { get; init; }

    /// <summary>What a reference points to.</summary>
    public RecordKind? RefersTo { get; init; }

    internal bool Takes(string option) => Options is null || Options.Any(known => known.Key == option);
}

/// <summary>A way from a record to one other, such as from a deal to its account.</summary>
/// <param name="Target">Read when it is needed, as two kinds may point at each other.</param>
public sealed record ExpressionRelation(string Key, string Label, Func<ExpressionSchema> Target);
