namespace CrmLive.Expressions;

/// <summary>What messages call a kind of value.</summary>
internal static class ValueKindWords
{
    public static string Of(ValueKind kind) => kind switch
    {
        ValueKind.Boolean => "A yes or no",
        ValueKind.Number => "A number",
        ValueKind.Money => "Money",
        ValueKind.Text => "Text",
        ValueKind.Date => "A day",
        ValueKind.Instant => "A time",
        ValueKind.Duration => "A duration",
        ValueKind.Reference => "A record",
        ValueKind.List => "A list",
        _ => "Nothing",
    };
}
