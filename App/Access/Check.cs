using System.Globalization;

namespace CrmLive.Access;

/// <summary>One of several things that can be ticked.</summary>
/// <param name="Key">What is chosen.</param>
/// <param name="Note">Said softly below.</param>
public sealed record Check(string Key, string Label, string? Note = null)
{
    public static long Number(string key) => long.Parse(key, CultureInfo.InvariantCulture);
}
