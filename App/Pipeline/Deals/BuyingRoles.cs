using CrmLive.Data;

namespace CrmLive.Pipeline;

/// <summary>The parts that contacts have in deals, in words.</summary>
internal static class BuyingRoles
{
    public static IReadOnlyList<KeyValuePair<string, string>> Options { get; } =
        [.. Enum.GetValues<BuyingRole>().Select(role => KeyValuePair.Create(role.ToString(), Words(role)))];

    public static string Words(BuyingRole role)
    {
        var words = EventJson.Snake(role.ToString()).Replace('_', ' ');
        return char.ToUpperInvariant(words[0]) + words[1..];
    }
}
