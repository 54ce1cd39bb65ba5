using System.Globalization;
using CrmLive.Access;
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
        string? Text(string name) => parts.TryGetValue(name, out var values) ? values.ToString() : null;
        var seesAmounts = me?.IsHidden("opportunity.amount") != true;
        var order = Choice<BoardOrder>(Text("sort"));
        return new BoardView(
            new BoardFilter(
                Text("q"), Text("mine") == "1" ? me?.UserId : Number(RecordKind.User, Text("owner")), Text("stale") == "1", Number(RecordKind.Team, Text("team")),
                Number(RecordKind.Account, Text("account")), DayRange.Day(Text("from")), DayRange.Day(Text("to")),
                seesAmounts ? Amount(Text("least")) : null, seesAmounts ? Amount(Text("most")) : null),
            order == BoardOrder.Amount && !seesAmounts ? BoardOrder.Manual : order,
            Choice<BoardGrouping>(Text("group")));
    }

    public static decimal? Amount(string? text) => decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount : null;

    public static long? Number(RecordKind kind, string? text) => RecordId.TryParse(text, kind, out var id) ? id : null;

    public static TChoice Choice<TChoice>(string? text)
        where TChoice : struct, Enum => Enum.TryParse<TChoice>(text, ignoreCase: true, out var choice) && Enum.IsDefined(choice) ? choice : default;

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
