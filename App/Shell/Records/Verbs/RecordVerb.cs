using System.Globalization;

namespace CrmLive.Shell;

/// <summary>A request that every kind of record has: closed over the kind it goes by the kind's own name and needs the permission of the kind.</summary>
/// <param name="name">{0} is one of them, {1} many: <c>Delete{0}</c> becomes DeleteAccount.</param>
/// <param name="action">One of <see cref="Access.Permission"/>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RecordVerbAttribute(string name, string action) : Attribute
{
    public string Action => action;

    public string NameFor(RecordType type) => string.Format(CultureInfo.InvariantCulture, name, type.Entity.Name, Pascal(type.Path));

    private static string Pascal(string path) => string.Concat(path.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}

/// <summary>Closes what is written once for all kinds of record over each kind that it fits.</summary>
internal static class RecordVerbs
{
    /// <summary>The type itself, or what it is for each kind: <c>T</c> is the entity, a second parameter what is typed about it.</summary>
    public static IEnumerable<Type> Closed(Type type) => type.IsGenericTypeDefinition
        ? RecordTypes.All.Select(kind => Close(type, kind)).OfType<Type>()
        : [type];

    private static Type? Close(Type open, RecordType kind)
    {
        Type[] parts = open.GetGenericArguments().Length == 1 ? [kind.Entity] : [kind.Entity, kind.Typed];
        try
        {
            return open.MakeGenericType(parts);
        }
        catch (ArgumentException)
        {
            // The constraints say which kinds have the verb: nobody is given what nobody can own.
            return null;
        }
    }
}
