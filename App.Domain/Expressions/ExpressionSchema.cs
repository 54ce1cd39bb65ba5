namespace CrmLive.Expressions;

/// <summary>What an expression may name: the fields of a kind of record, its relations and, for rules that an event starts, the event.</summary>
public sealed class ExpressionSchema(
    string name, IEnumerable<ExpressionField> fields, IEnumerable<ExpressionRelation>? relations = null, IEnumerable<ExpressionField>? eventFields = null)
{
    private readonly Dictionary<string, ExpressionField> _fields = fields.ToDictionary(field => field.Key, StringComparer.Ordinal);
    private readonly Dictionary<string, ExpressionRelation> _relations = (relations ?? []).ToDictionary(relation => relation.Key, StringComparer.Ordinal);
    private readonly Dictionary<string, ExpressionField>? _event = eventFields?.ToDictionary(field => field.Key, StringComparer.Ordinal);

    /// <summary>What the record is called in messages.</summary>
    public string Name { get; } = name;

    /// <summary>There is a state before: <c>old</c>, <c>event</c> and <c>changed</c> may be used.</summary>
    public bool HasEvent => _event is not null;

    public IEnumerable<ExpressionField> Fields => _fields.Values;

    public IEnumerable<ExpressionRelation> Relations => _relations.Values;

    public IEnumerable<ExpressionField> EventFields => _event?.Values ?? Enumerable.Empty<ExpressionField>();

    internal ExpressionField? Find(FieldPath path)
    {
        if (path.Root == PathRoot.Event)
        {
            return path.Relation is null ? _event?.GetValueOrDefault(path.Key) : null;
        }

        if (path.Root == PathRoot.Old && !HasEvent)
        {
            return null;
        }

        return path.Relation is null ? _fields.GetValueOrDefault(path.Key) : _relations.GetValueOrDefault(path.Relation)?.Target().Field(path.Key);
    }

    /// <summary>How a person reads the path: the label, the relation's before it.</summary>
    internal string Label(FieldPath path, ExpressionField field)
    {
        var label = path.Relation is { } relation ? $"{_relations[relation].Label}: {field.Label}" : field.Label;
        return path.Root == PathRoot.Old ? $"{label} before" : label;
    }

    /// <summary>All that may be named, as it is typed.</summary>
    public IEnumerable<string> Paths()
    {
        var along = _relations.Values.SelectMany(relation => relation.Target().Fields.Select(field => $"{relation.Key}.{field.Key}"));
        var before = HasEvent ? _fields.Keys.Select(key => $"old.{key}") : [];
        return [.. _fields.Keys, .. along, .. before, .. EventFields.Select(field => $"event.{field.Key}")];
    }

    private ExpressionField? Field(string key) => _fields.GetValueOrDefault(key);
}
