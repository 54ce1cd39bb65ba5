using System.Buffers.Text;
using System.Text.Json;

namespace CrmLive.Shell;

/// <summary>A bounded piece of a list.</summary>
/// <param name="Next">Asks for the piece after it; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Rows, string? Next)
{
    public const int Most = 200;

    /// <summary>A page out of rows that were read with one more than wanted, so that the end is known.</summary>
    public static Page<T> Of<TKey>(IReadOnlyList<T> rows, int take, Func<T, TKey> key, Func<T, long> id) => rows.Count <= take
        ? new Page<T>(rows, null)
        : new Page<T>([.. rows.Take(take)], new Cursor<TKey>(key(rows[take - 1]), id(rows[take - 1])).ToString());
}

/// <summary>A place in a list that is ordered by one value and then by number; it stays right when rows come and go.</summary>
public sealed record Cursor<TKey>(TKey Value, long Id)
{
    /// <exception cref="InvalidInput">The text does not come from a page of this list.</exception>
    public static Cursor<TKey>? Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<Cursor<TKey>>(Base64Url.DecodeFromChars(text)) is { Value: not null } cursor && !$"{cursor.Value}".Contains('\0', StringComparison.Ordinal)
                ? cursor
                : throw Broken();
        }
        catch (Exception failure) when (failure is FormatException or JsonException)
        {
            throw Broken();
        }
    }

    public override string ToString() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this));

    private static InvalidInput Broken() => InvalidInput.Of("cursor", "invalid", "This cursor is not of this list. Start from its first page.");
}
