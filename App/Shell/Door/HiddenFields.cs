using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using CrmLive.Access;

namespace CrmLive.Shell;

/// <summary>Blanks properties marked with <see cref="FieldAttribute"/> in answers, and finds them set in commands. One place for every page, route and hub.</summary>
internal static class HiddenFields
{
    private static readonly ConcurrentDictionary<Type, Shape> Shapes = [];

    /// <summary>The first hidden field that the command would set, or null.</summary>
    public static string? FirstSet(object request, IReadOnlySet<string> hidden)
    {
        if (hidden.Count == 0 || request is string)
        {
            return null;
        }

        if (request is IEnumerable items)
        {
            return items.OfType<object>().Select(item => FirstSet(item, hidden)).FirstOrDefault(name => name is not null);
        }

        var shape = Shapes.GetOrAdd(request.GetType(), Shape.Of);
        return shape.Fields.FirstOrDefault(field => hidden.Contains(field.Name) && !IsBlank(field.Property, request)).Name
            ?? shape.Parts.Select(part => part.GetValue(request)).OfType<object>()
                .Select(part => FirstSet(part, hidden)).FirstOrDefault(name => name is not null);
    }

    public static void Blank(object? answer, IReadOnlySet<string> hidden)
    {
        if (hidden.Count == 0 || answer is null or string)
        {
            return;
        }

        if (answer is IEnumerable items)
        {
            foreach (var item in answer is IDictionary entries ? entries.Values : items)
            {
                Blank(item, hidden);
            }

            return;
        }

        var shape = Shapes.GetOrAdd(answer.GetType(), Shape.Of);
        foreach (var (name, property) in shape.Fields.Where(field => hidden.Contains(field.Name)))
        {
            property.SetValue(answer, null);
        }

        foreach (var part in shape.Parts)
        {
            Blank(part.GetValue(answer), hidden);
        }
    }

    /// <summary>Puts the stored values of hidden fields into what a person typed, so that saving a form does not wipe what its writer could not see.</summary>
    public static T Keep<T>(T typed, T stored, IReadOnlySet<string> hidden)
        where T : class
    {
        var unseen = Shapes.GetOrAdd(typeof(T), Shape.Of).Fields.Where(field => hidden.Contains(field.Name)).Select(field => field.Property.Name).ToHashSet(StringComparer.Ordinal);
        return FieldSet.Of(typeof(T)).Make<T>(property => property.GetValue(unseen.Contains(property.Name) ? stored : typed));
    }

    // Zero says nothing only where nothing cannot be said otherwise.
    private static bool IsBlank(PropertyInfo property, object request) => property.GetValue(request) switch
    {
        null or "" => true,
        0m or 0 => Nullable.GetUnderlyingType(property.PropertyType) is null,
        _ => false,
    };

    private sealed record Shape(IReadOnlyList<(string Name, PropertyInfo Property)> Fields, IReadOnlyList<PropertyInfo> Parts)
    {
        public static Shape Of(Type type)
        {
            if (type.Namespace?.StartsWith(nameof(CrmLive), StringComparison.Ordinal) != true)
            {
                return new Shape([], []);
            }

            var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0).ToList();
            return new Shape(
                [.. properties.Select(property => (property.GetCustomAttribute<FieldAttribute>()?.Name, property))
                    .Where(field => field.Name is not null).Select(field => (field.Name!, field.property))],
                [.. properties.Where(property => MayHoldFields(property.PropertyType))]);
        }

        private static bool MayHoldFields(Type type) => (type.IsClass || type.IsInterface) && type != typeof(string);
    }
}
