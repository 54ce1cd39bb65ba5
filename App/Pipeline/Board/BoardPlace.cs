using CrmLive.Shell;

namespace CrmLive.Pipeline;

/// <summary>Where on a board somebody has read to.</summary>
/// <param name="Position">Of the stage.</param>
/// <param name="Group">Key of the name of the group; null where nothing is grouped, and for what is in none.</param>
/// <param name="Of">The person or account of the group.</param>
/// <param name="InGroup">Cursor within it, or within the column where nothing is grouped.</param>
internal sealed record BoardPlace(int Position, string? Group, long? Of, string InGroup)
{
    public static Cursor<BoardPlace> Behind(BoardCard card, int position, BoardOrder order, BoardGrouping grouping)
    {
        var (name, of) = grouping switch
        {
            BoardGrouping.Owner => (card.Owner, card.OwnerId),
            BoardGrouping.Account => (card.Account, card.AccountId),
            _ => (null, null),
        };
        return new Cursor<BoardPlace>(new BoardPlace(position, name is null ? null : NameFold.Key(name), of, order.Behind(card)), card.Id);
    }
}
