using CrmLive.Access;
using CrmLive.Shell;
using Microsoft.AspNetCore.WebUtilities;

namespace CrmLive.Pipeline;

/// <summary>What a board shows and how, as it stands in the address.</summary>
public sealed record BoardView(BoardFilter Filter, BoardOrder Order, BoardGrouping Grouping)
{
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
}
