using System.Collections;
using System.Reflection;
using CrmLive.Imports;
using CrmLive.Pipeline;
using CrmLive.Shell;

namespace CrmLive.Data.SqlServer;

/// <summary>Requests of a type as somebody might send them: with little and with everything filled in, in each order, from the start and from a cursor.</summary>
internal static class Samples
{
    private static readonly DateTimeOffset Instant = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly string?[] Cursors =
    [
        null, new Cursor<string>("x", 1).ToString(), new Cursor<DateTimeOffset>(Instant, 1).ToString(), new Cursor<decimal>(1, 1).ToString(), new Cursor<long>(1, 1).ToString(),
    ];

    private static readonly BoardCard Card = new(1, "Sample", 10m, 1, StageKind.Open, Instant, 1, "Acme", 1, "Ada", null, null, 1, 1);

    private static readonly (RecordKind Kind, Type Content)[] Contents =
    [
        (RecordKind.Deal, typeof(DealContent)), (RecordKind.Account, typeof(AccountContent)), (RecordKind.Contact, typeof(ContactContent)),
        (RecordKind.Product, typeof(ProductContent)), (RecordKind.User, typeof(UserContent)), (RecordKind.Team, typeof(TeamContent)),
    ];

    public static IEnumerable<object> Of(Type request)
    {
        var parameters = request.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)!.GetParameters();
        var cursors = parameters.Any(parameter => parameter.Name == "Cursor") ? Cursors : [null];
        var most = parameters.Max(parameter => (int?)Choices(parameter.ParameterType).Length) ?? 1;
        return Either(request).Concat(
            from cursor in cursors
            from choice in Enumerable.Range(0, Math.Max(Holds(parameters) ? Contents.Length : 2, most))
            from isFull in (bool[])[false, true]
            select Make(request, new Wish(cursor, choice, isFull)));
    }

    // Asked with exactly one of two, or from a place of its own kind, which neither an empty nor a full sample is.
    private static IEnumerable<object> Either(Type request) =>
        request == typeof(ListRelatedDeals) ? [new ListRelatedDeals(ContactId: 1), new ListRelatedDeals(ProductId: 1)]
        : request == typeof(ListBoardDeals) ? BoardPages
        : [];

    // In the column of the one made-up stage, behind a card of a group with a name and behind one that is in none.
    private static IEnumerable<ListBoardDeals> BoardPages =>
        from order in Enum.GetValues<BoardOrder>()
        from grouping in Enum.GetValues<BoardGrouping>()
        from card in (BoardCard[])[Card, Card with { AccountId = null, Account = null, OwnerId = null, Owner = null }]
        select new ListBoardDeals(1, BoardFilter.None, order, grouping, BoardPlace.Behind(card, 1, order, grouping).ToString(), 10);

    private static bool Holds(ParameterInfo[] parameters) => parameters.Any(parameter => parameter.ParameterType == typeof(IReadOnlyList<ImportRow>));

    // Rows of one batch are of one kind, whatever their place.
    private static int Kind(Wish wish) => (wish.Choice - wish.Place) % Contents.Length;

    private static object Make(Type type, Wish wish)
    {
        var constructor = type.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)!;
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter => Value(parameter, wish))]);
    }

    private static object? Value(ParameterInfo parameter, Wish wish) =>
        parameter.Name == "Cursor" ? wish.Cursor
        : Choices(parameter.ParameterType) is { Length: > 0 } choices ? choices.GetValue(wish.Choice % choices.Length)
        : parameter.HasDefaultValue && !wish.IsFull ? Default(parameter)
        : Value(parameter.ParameterType, parameter.Name!, wish);

    private static object? Default(ParameterInfo parameter) =>
        parameter.DefaultValue ?? (parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null);

    private static object? Value(Type type, string name, Wish wish)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return wish.IsFull ? Value(inner, name, wish) : null;
        }

        return type switch
        {
            _ when type == typeof(string) => Word(name, wish),
            _ when type == typeof(long) => 1L + wish.Place,
            _ when type == typeof(int) => 10,
            _ when type == typeof(decimal) => 10m,
            _ when type == typeof(bool) => wish.Choice % 2 == 1,
            _ when type == typeof(DateTimeOffset) => Instant,
            _ when type == typeof(DateOnly) => DateOnly.FromDateTime(Instant.Date).AddDays(name == "To" ? 30 : 0),
            _ when type.IsEnum => Choices(type).GetValue(wish.Choice % Choices(type).Length),
            _ when typeof(IEnumerable).IsAssignableFrom(type) => Many(type, name, wish),
            _ when type == typeof(RecordKind) => Contents[Kind(wish)].Kind,
            _ when type == typeof(RowContent) => Make(Contents[Kind(wish)].Content, wish),
            _ when type.IsAbstract || type.GetConstructors().Length == 0 => null,
            _ => Make(type, wish),
        };
    }

    private static object? Many(Type type, string name, Wish wish)
    {
        var parts = type.GetGenericArguments();
        if (parts.Length == 2)
        {
            return Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(parts));
        }

        var of = parts.Length == 1 ? parts[0] : type.GetElementType()!;
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(of))!;
        foreach (var place in of == typeof(StoredEvent) ? [0] : (int[])[0, 1])
        {
            // Two, unless both are the same; events are told apart by numbers that a sample does not set.
            if (Value(of, name, wish with { Choice = wish.Choice + place, Place = place }) is { } one && !list.Contains(one))
            {
                list.Add(one);
            }
        }

        return parts.Length == 1 ? list : Activator.CreateInstance(type, 0);
    }

    private static string Word(string name, Wish wish) => name switch
    {
        "Currency" => "EUR",
        "Email" => "ada@example.com",
        "TimeZone" => "Europe/Berlin",
        "Theme" => "dark",
        "Density" => "compact",
        "Record" => new RecordId(RecordKind.Deal, 1).ToString(),
        "Kind" => Contents[Kind(wish)].Kind.Name,
        "Roles" => "rep",
        "Type" => "import",
        _ => $"Sample {wish.Place}",
    };

    private static Array Choices(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } choices ? Enum.GetValues(choices) : Array.Empty<object>();

    private sealed record Wish(string? Cursor, int Choice, bool IsFull, int Place = 0);
}
