namespace CrmLive.Shell;

/// <summary>What of the address of a page is a view of it.</summary>
public static class ViewAddress
{
    /// <summary>Parts of the address that say where somebody is, and not what they look at.</summary>
    private static readonly string[] Places = ["deal", "tab", "new", "contact", "view", "insights", "period"];

    /// <summary>What of an address is worth a name: its parameters in one order, so that the same view has the same text.</summary>
    public static string QueryOf(string address) =>
        string.Join('&', PartsOf(address).Where(part => !IsPlace(part)).Order(StringComparer.Ordinal));

    /// <summary>The same page with another view: its text, its key, and where in the page somebody is, such as the deal that is open.</summary>
    public static string With(string address, string query, string key) =>
        $"{address.Split('?', '#')[0]}?{string.Join('&', [.. PartsOf("?" + query), $"view={key}", .. PartsOf(address).Where(part => IsPlace(part) && NameOf(part) != "view")])}";

    private static string[] PartsOf(string address)
    {
        var at = address.IndexOf('?', StringComparison.Ordinal);
        return at < 0 ? [] : address[(at + 1)..].Split('#')[0].Split('&', StringSplitOptions.RemoveEmptyEntries);
    }

    private static bool IsPlace(string part) => Places.Contains(NameOf(part));

    private static string NameOf(string part) => part.Split('=')[0];
}
