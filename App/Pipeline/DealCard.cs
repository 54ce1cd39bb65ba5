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
        tree.OpenElement(1, "article");
        tree.AddAttribute(2, "class", marks.Holder(card.Id) is null ? "deal" : "deal is-held");
        tree.AddAttribute(3, "data-deal", card.Id);
        tree.AddAttribute(4, "data-selected", isSelected ? "" : null);
        tree.OpenElement(5, "button");
        tree.AddAttribute(6, "class", "deal-open truncate");
        tree.AddAttribute(7, "aria-describedby", CardText.IdOf(card));
        tree.AddContent(8, card.Name);
        tree.CloseElement();
        if (isSelected)
        {
            tree.AddMarkupContent(9, """<span class="visually-hidden">Selected</span>""");
        }

        tree.AddContent(10, text);
        if (marks.Holder(card.Id) is not null || marks.Refused(card.Id) is not null)
        {
            tree.OpenComponent<CardNote>(11);
            tree.AddComponentParameter(12, nameof(CardNote.Card), card);
            tree.AddComponentParameter(13, nameof(CardNote.In), column);
            tree.CloseComponent();
        }

        tree.CloseElement();
        tree.CloseElement();
    }
}
