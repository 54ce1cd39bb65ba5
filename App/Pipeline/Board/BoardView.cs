using CrmLive.Access;
using CrmLive.Shell;
using Microsoft.AspNetCore.WebUtilities;

namespace CrmLive.Pipeline;

/// <summary>What a board shows and how, as it stands in the address.</summary>
public sealed record BoardView(BoardFilter Filter, BoardOrder Order, BoardGrouping Grouping)
{
    /// <summary>Parts of the address that say where somebody is, and not what they look at.</summary>
    private static readonly string[] NotPartOfIt = ["deal", "tab", "new", "contact", "view", "insights", "period"];

    /// <summary>What nobody can read, or may not see, counts as not said.</summary>
    public static BoardView Of(string query, Me? me)
    {
        var parts = QueryHelpers.ParseQuery(query);
        string? Text(string name) => parts.TryGetValue(name, out var values) ? AddressText.Text(values.ToString()) : null;
        var seesAmounts = me?.IsHidden("opportunity.amount") != true;
        var order = AddressText.Choice<BoardOrder>(Text("sort"));
        return new BoardView(
            new BoardFilter(
                Text("q"), AddressText.Flag(Text("mine")) ? me?.UserId : AddressText.Id(Text("owner"), RecordKind.User), AddressText.Flag(Text("stale")), AddressText.Id(Text("team"), RecordKind.Team),
                AddressText.Id(Text("account"), RecordKind.Account), AddressText.Day(Text("from")), AddressText.Day(Text("to")),
                seesAmounts ? AddressText.Amount(Text("least")) : null, seesAmounts ? AddressText.Amount(Text("most")) : null),
            order == BoardOrder.Amount && !seesAmounts ? BoardOrder.Manual : order,
            AddressText.Choice<BoardGrouping>(Text("group")));
    }

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

    private static bool IsPlace(string part) => NotPartOfIt.Contains(NameOf(part));

    private static string NameOf(string part) => part.Split('=')[0];
}
