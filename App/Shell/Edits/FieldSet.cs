using System.Collections.Concurrent;
using System.Reflection;
using CrmLive.Data;

namespace CrmLive.Shell;

/// <summary>The fields of a record of fields, such as what can be typed about a deal: what belongs together, and how to make one of other values.</summary>
internal sealed record FieldSet(ConstructorInfo Maker, IReadOnlyList<PropertyInfo> Properties, IReadOnlyList<FieldUnit> Units)
{
    private static readonly ConcurrentDictionary<Type, FieldSet> Known = [];

    public static FieldSet Of(Type type) => Known.GetOrAdd(type, Read);

    /// <summary>A record like the one given, with the values that <paramref name="value"/> says.</summary>
    public T Make<T>(Func<PropertyInfo, object?> value) => (T)Maker.Invoke([.. Properties.Select(value)]);

    private static FieldSet Read(Type type)
    {
        var maker = type.GetConstructors().Single();
        List<PropertyInfo> properties = [.. maker.GetParameters().Select(parameter => type.GetProperty(parameter.Name!)!)];
        return new FieldSet(maker, properties, [.. properties
            .GroupBy(property => property.GetCustomAttribute<TogetherAttribute>()?.Name ?? EventJson.Snake(property.Name))
            .Select(unit => new FieldUnit(unit.Key, [.. unit]))]);
    }
}

/// <summary>One thing that is changed as a whole: mostly a field, sometimes a few.</summary>
internal sealed record FieldUnit(string Name, IReadOnlyList<PropertyInfo> Properties);
