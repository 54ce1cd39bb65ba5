using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace CrmLive.Pipeline;

/// <summary>
/// Draws a deal into the tree of its column. Dragging, clicks and keys are the board's script's business; the name is the button that opens it. A board has
/// many cards, and each component, element and handler costs every open board memory and time: what never has the focus is text, and a component only what
/// is said at a card.
/// </summary>
internal static class DealCard
{
    public static void Draw(RenderTreeBuilder tree, BoardColumn column, BoardCard card, MarkupString text)
    {
        var marks = column.Marks;
        var isSelected = marks.Selection.Has(card.Id);
        tree.OpenElement(0, "li");
        tree.SetKey(card.Id);
        tree.AddAttribute(1, "data-group", column.Grouping == BoardGrouping.None ? null : GroupTotals.KeyOf(column.Grouping.GroupOf(card)));
        tree.OpenElement(2, "article");
        tree.AddAttribute(3, "class", marks.Holder(card.Id) is null ? "deal" : "deal is-held");
        tree.AddAttribute(4, "data-deal", card.Id);
        tree.AddAttribute(5, "data-selected", isSelected ? "" : null);
        tree.AddAttribute(6, "data-fixed", column.MayEdit(card) ? null : "");
        tree.OpenElement(7, "button");
        tree.AddAttribute(8, "class", "deal-open truncate");
        tree.AddAttribute(9, "aria-describedby", CardText.IdOf(card));
        tree.AddContent(10, card.Name);
        tree.CloseElement();
        if (isSelected)
        {
            tree.AddMarkupContent(11, """<span class="visually-hidden">Selected</span>""");
        }

        tree.AddContent(12, text);
        if (marks.Holder(card.Id) is not null || marks.Refused(card.Id) is not null)
        {
            tree.OpenComponent<CardNote>(13);
            tree.AddComponentParameter(14, nameof(CardNote.Card), card);
            tree.AddComponentParameter(15, nameof(CardNote.In), column);
            tree.CloseComponent();
        }

        tree.CloseElement();
        tree.CloseElement();
    }
}
