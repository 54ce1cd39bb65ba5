namespace CrmLive.Expressions;

/// <summary>What a value of an expression is. <see cref="Empty"/> is the kind of "nothing there", which fits everywhere.</summary>
public enum ValueKind
{
    Empty,
    Boolean,
    Number,
    Money,
    Text,
    Date,
    Instant,
    Duration,
    Reference,
    List,
}
