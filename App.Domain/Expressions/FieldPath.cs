namespace CrmLive.Expressions;

/// <summary>Where a value is read: the record as it is now, as it was before the change, or the event itself.</summary>
public enum PathRoot
{
    Record,
    Old,
    Event,
}

/// <summary>Names a field, at most one relation away: <c>amount</c>, <c>account.industry</c>, <c>old.stage</c>, <c>event.type</c>.</summary>
/// <param name="Relation">The relation to go along first, or null.</param>
/// <param name="Key">The field, as in REST.</param>
public sealed record FieldPath(PathRoot Root, string? Relation, string Key)
{
    public override string ToString() => (Root, Relation) switch
    {
        (PathRoot.Old, null) => $"old.{Key}",
        (PathRoot.Old, _) => $"old.{Relation}.{Key}",
        (PathRoot.Event, _) => $"event.{Key}",
        (_, null) => Key,
        _ => $"{Relation}.{Key}",
    };
}
