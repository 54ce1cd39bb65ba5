using System.Collections;
using System.Reflection;

namespace CrmLive.Data;

/// <summary>Makes up a value of a type, for examples: the same one each time.</summary>
internal static class EventSample
{
    public const long Number = 1001;

    private static readonly DateTimeOffset Instant = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static object? Of(Type type) => Nullable.GetUnderlyingType(type) is { } inner ? Of(inner) : type switch
    {
        _ when type == typeof(string) => "text",
        _ when type == typeof(long) => Number,
        _ when type == typeof(int) => 3,
        _ when type == typeof(short) => (short)3,
        _ when type == typeof(decimal) => 12.5m,
        _ when type == typeof(double) => 12.5,
        _ when type == typeof(bool) => true,
        _ when type == typeof(DateTimeOffset) => Instant,
        _ when type == typeof(DateOnly) => DateOnly.FromDateTime(Instant.Date),
        _ when type == typeof(RecordKind) => RecordKind.Deal,
        _ when type == typeof(object) => "text",
        { IsEnum: true } => Enum.GetValues(type).GetValue(0),
        { IsArray: true } => One(type.GetElementType()!),
        _ when typeof(IEnumerable).IsAssignableFrom(type) => Many(type.GetGenericArguments()),
        _ => Made(type),
    };

    private static object Made(Type type)
    {
        var made = type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .Where(constructor => constructor.GetParameters() is not [var only] || only.ParameterType != type)
            .MaxBy(constructor => constructor.GetParameters().Length)!;
        return made.Invoke([.. made.GetParameters().Select(parameter => Of(parameter.ParameterType))]);
    }

    private static object Many(Type[] of)
    {
        if (of is [var element])
        {
            return One(element);
        }

        var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(of))!;
        map.Add(Of(of[0])!, Of(of[1]));
        return map;
    }

    private static Array One(Type element)
    {
        var one = Array.CreateInstance(element, 1);
        one.SetValue(Of(element), 0);
        return one;
    }
}
