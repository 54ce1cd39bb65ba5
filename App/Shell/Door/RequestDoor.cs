using System.Collections.Concurrent;
using System.Reflection;
using CrmLive.Access;
using MediatR;

namespace CrmLive.Shell;

/// <summary>What a request type declares about itself, read once.</summary>
/// <param name="Needs">Null when the request is open, or only for the software.</param>
public sealed record RequestDoor(string Name, Permission? Needs, bool IsCommand, bool IsSoftwareOnly)
{
    private static readonly ConcurrentDictionary<Type, RequestDoor> Known = [];

    /// <summary>All request types of the program; tests walk over them.</summary>
    public static IEnumerable<Type> All => Types;

    private static Type[] Types { get; } = [.. typeof(RequestDoor).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: false, IsInterface: false } && typeof(IBaseRequest).IsAssignableFrom(type))
        .SelectMany(RecordVerbs.Closed)];

    /// <exception cref="InvalidOperationException">The type declares neither a permission nor that it is open or the software's: nobody may send it.</exception>
    public static RequestDoor Of(Type type) => Known.GetOrAdd(type, Read);

    /// <summary>What a request of this name declares; null where there is none by now.</summary>
    public static RequestDoor? Named(string name) => Types.Select(Of).FirstOrDefault(door => door.Name == name);

    private static RequestDoor Read(Type type)
    {
        if (type.GetCustomAttribute<RecordVerbAttribute>() is { } verb)
        {
            var kind = RecordTypes.Of(type.GetGenericArguments()[0])!;
            return new RequestDoor(verb.NameFor(kind), new Permission(kind.Kind.Name, verb.Action), IsACommand(type), IsSoftwareOnly: false);
        }

        var needs = type.GetCustomAttribute<NeedsAttribute>();
        var isSoftwareOnly = type.GetCustomAttribute<SoftwareOnlyAttribute>() is not null;
        return needs is not null || isSoftwareOnly || type.GetCustomAttribute<OpenAttribute>() is not null
            ? new RequestDoor(type.Name, needs is null ? null : Permission.Parse(needs.Permission), IsACommand(type), isSoftwareOnly)
            : throw new InvalidOperationException($"{type.Name} declares neither [Needs] nor [Open] nor [SoftwareOnly].");
    }

    private static bool IsACommand(Type type) =>
        type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(ICommand<>));
}
