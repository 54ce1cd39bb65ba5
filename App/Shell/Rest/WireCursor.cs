using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CrmLive.Shell;

/// <summary>A cursor as clients get it: with a mark of the list that it is a place in, so that no other order or filter takes it for one of its own.</summary>
internal static class WireCursor
{
    public const string Name = "cursor";

    private const int MarkBytes = 6;

    public static string? Of(string? place, HttpRequest request) => Of(place, request, "");

    /// <param name="below">Where the list is, seen from the address of the request.</param>
    public static string? Of(string? place, HttpRequest request, string below) => place is null ? null : $"{place}.{Mark(request, below)}";

    /// <exception cref="InvalidInput">It comes from another list, or from nowhere.</exception>
    public static string? Read(string? text, HttpRequest request) =>
        string.IsNullOrEmpty(text) ? null
        : text.EndsWith($".{Mark(request, "")}", StringComparison.Ordinal) ? text[..text.LastIndexOf('.')]
        : throw InvalidInput.Of(Name, "invalid", "This cursor is a place in another list. Keep order and filters while you read on, or start from the first page.");

    private static string Mark(HttpRequest request, string below)
    {
        var asked = request.Query
            .Where(one => one.Key is not (Name or "limit") && !string.IsNullOrEmpty(one.Value))
            .OrderBy(one => one.Key, StringComparer.Ordinal)
            .Select(one => $"{one.Key}={one.Value}");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{request.Path}{below}?{string.Join('&', asked)}"));
        return Base64Url.EncodeToString(hash.AsSpan(0, MarkBytes));
    }
}
