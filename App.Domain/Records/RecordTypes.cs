namespace CrmLive;

/// <summary>All kinds of record that are described as a <see cref="RecordType"/>: found by reflection, so that none can be forgotten.</summary>
public static class RecordTypes
{
    private static readonly Dictionary<Type, RecordType> ByEntity = typeof(RecordTypes).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(RecordType)))
        .Select(type => (RecordType)Activator.CreateInstance(type)!)
        .ToDictionary(type => type.Entity);

    public static IReadOnlyList<RecordType> All { get; } = [.. ByEntity.Values.OrderBy(type => type.Path, StringComparer.Ordinal)];

    /// <summary>Null for a kind that is not described yet.</summary>
    public static RecordType? Of(RecordKind kind) => All.FirstOrDefault(type => type.Kind == kind);

    public static RecordType? Of(Type entity) => ByEntity.GetValueOrDefault(entity);

    /// <exception cref="KeyNotFoundException">The entity has no record type.</exception>
    public static RecordType Of<T>() => ByEntity[typeof(T)];
}
