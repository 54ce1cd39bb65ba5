namespace CrmLive.Access;

/// <summary>What a browser says about the place and the habits of its person; counts until they choose.</summary>
/// <param name="Zone">IANA name.</param>
/// <param name="Number">1234567.89 as it writes it.</param>
/// <param name="Order">Of day, month and year, such as dmy.</param>
/// <param name="FirstDay">Of a week: 1 is Monday.</param>
public sealed record BrowserSays(string? Zone, string? Number = null, string? Order = null, int? FirstDay = null);
