using CrmLive.Access;
using Microsoft.AspNetCore.Components;

namespace CrmLive.Pipeline;

/// <summary>The texts of the cards that a column has drawn. They are made anew only for what has changed, and knows by them what to tint.</summary>
internal sealed class CardTexts
{
    private const int Spare = 100;
    private readonly Dictionary<long, (BoardCard Card, MarkupString Text)> _drawn = [];
    private PersonalFormat? _format;
    private string? _zone;
    private IReadOnlySet<long>? _left;

    public MarkupString Of(BoardCard card, Lane lane, string? currency, Me? me)
    {
        Write(me);
        var isKnown = _drawn.TryGetValue(card.Id, out var drawn);
        if (isKnown && drawn.Card == card)
        {
            return drawn.Text;
        }

        Forget(lane);
        var text = new MarkupString(KeptOnce<string>.Of(CardText.Of(card, isKnown ? drawn.Card : null, lane.Stage, currency, me)));
        _drawn[card.Id] = (card, text);
        return text;
    }

    // Another format, another place or somebody who left says all of it anew.
    private void Write(Me? me)
    {
        if ((_format, _zone, _left) != (me?.Format, me?.Zone().Id, me?.Left))
        {
            (_format, _zone, _left) = (me?.Format, me?.Zone().Id, me?.Left);
            _drawn.Clear();
        }
    }

    // Of cards that have left the column, as soon as they are many.
    private void Forget(Lane lane)
    {
        if (_drawn.Count > lane.Cards.Count + Spare)
        {
            var present = lane.Cards.Select(card => card.Id).ToHashSet();
            foreach (var gone in _drawn.Keys.Where(id => !present.Contains(id)).ToList())
            {
                _drawn.Remove(gone);
            }
        }
    }
}
