using CrmLive.Access;
using Microsoft.JSInterop;

namespace CrmLive.Pipeline;

/// <summary>Selecting cards, and what is done with all that are selected.</summary>
public sealed partial class BoardPage
{
    // For fingers, which have no keys to hold: a tap selects.
    private bool _isSelecting;

    /// <summary>Ctrl and a click, X or the space bar: selects a card; with Shift all from the one before to it.</summary>
    [JSInvokable]
    public void Select(long id, bool isRange) =>
        ChangeSelection(id, (selection, column) => isRange ? selection.Extend(id, column) : selection.Toggle(id));

    /// <summary>Shift and an arrow: selects on to the card beside, beginning with the one where somebody is.</summary>
    [JSInvokable]
    public void SelectOn(long from, long id) => ChangeSelection(id, (selection, column) => selection.Extend(id, column, from));

    [JSInvokable]
    public void ClearSelection()
    {
        _isSelecting = false;
        _marks.Selection.Clear();
        _marks.Changed();
        StateHasChanged();
    }

    // Cards that have not been scrolled to are read first, as many as can be selected.
    private async Task SelectAll(Lane lane)
    {
        for (var read = -1; lane.HasMore && lane.Read < BoardSelection.Most && lane.Read > read;)
        {
            read = lane.Read;
            await More(lane);
            lane = _lanes.Of(lane.Stage.Id) ?? lane;
        }

        TellWhetherFull(_marks.Selection.ToggleAll(lane.Cards));
        _marks.Changed();
    }

    private void ChangeSelection(long id, Func<BoardSelection, IReadOnlyList<BoardCard>, bool> change)
    {
        if (_lanes.Find(id) is { } card && _lanes.Of(card.StageId) is { } lane)
        {
            TellWhetherFull(change(_marks.Selection, [.. lane.Drawn.OfType<BoardCard>()]));
            _marks.Changed();
            StateHasChanged();
        }
    }

    private void TellWhetherFull(bool hasAll)
    {
        if (!hasAll)
        {
            toasts.Say($"{BoardSelection.Most} deals are selected, as many as can be moved at once. The others are not.");
        }
    }

    private void BeginSelecting() => _isSelecting = true;

    private Task StopSelecting()
    {
        ClearSelection();
        return FocusBack();
    }

    private async Task MoveSelected(long stageId)
    {
        var outcome = _lanes.Of(stageId) is { } lane ? await Drop(_marks.Selection.On(_lanes), lane.Stage, slot: null) : "refused";
        if (outcome == "moved")
        {
            ClearSelection();
        }

        if (outcome != "asking")
        {
            await FocusBack();
        }
    }

    private async Task AssignSelected(Colleague to)
    {
        await (_step = Assign(to));
        await FocusBack();
    }

    private async Task Assign(Colleague to)
    {
        var cards = _marks.Selection.On(_lanes).Where(card => card.OwnerId != to.Id).ToList();
        if (cards.Count == 0)
        {
            return;
        }

        List<OwnerChange> changes = [.. cards.Select(card => new OwnerChange(card.Id, to.Id, card.OwnerId))];
        await Desk.Try(new AssignDeals(changes), assigned =>
        {
            var refused = assigned.Where(deal => deal.Refused is not null).ToDictionary(deal => deal.DealId, deal => deal.Refused!);
            foreach (var (id, why) in refused)
            {
                _marks.Refuse(id, why);
            }

            List<OwnerChange> done = [.. changes.Where(change => !refused.ContainsKey(change.DealId))];
            if (done.Count > 0)
            {
                Did(new AssignedStep($"{done.Count} {(done.Count == 1 ? "deal" : "deals")} given to {to.Name}", done));
            }

            ClearSelection();
        }, Gone);
        await Reread([.. cards.Select(card => card.Id)]);
        SayUnseen(cards);
    }
}
