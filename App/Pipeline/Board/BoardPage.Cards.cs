using CrmLive.Access;
using CrmLive.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CrmLive.Pipeline;

/// <summary>Editing, adding and opening cards, and reading on in a column.</summary>
public sealed partial class BoardPage
{
    private readonly BoardMarks _marks = new();
    private StageOutline? _adding;
    private bool _asksForNew;

    // The form stays with what was typed in it, also when the card leaves the board.
    private CardEdit? _editing;
    private object? _edit;
    private string? _said;

    [JSInvokable]
    public void OpenCard(long id)
    {
        Open(id, null);
        StateHasChanged();
    }

    /// <summary>E: the panel opens with the cursor in its first field, also when it stands open already.</summary>
    [JSInvokable]
    public bool OpenForEdit(long id)
    {
        Open(id, new object());
        StateHasChanged();
        return true;
    }

    /// <summary>Q or the pencil: the fields of the card, where it lies. Says whether they open.</summary>
    [JSInvokable]
    public bool EditHere(long id, double left, double top)
    {
        if (!MayMove() || _lanes.Find(id) is not { } card)
        {
            return false;
        }

        if (Me?.May(Permission.Update, RecordKind.Deal, card.OwnerId, card.TeamId) == true)
        {
            _editing = new CardEdit(card, new ScreenSpot(left, top));
        }
        else
        {
            _marks.Refuse(id, "You can see this deal, but your role does not let you change it. Ask its owner or a manager.");
        }

        StateHasChanged();
        return _editing?.Card.Id == id;
    }

    /// <summary>N. Says whether the form opens.</summary>
    [JSInvokable]
    public bool AddDeal()
    {
        if (CanAdd)
        {
            _adding = FirstStage;
            StateHasChanged();
        }

        return CanAdd;
    }

    // Once for each time that the address begins to ask for it; it does so until the form is closed.
    private void BeginNew()
    {
        if (_pipeline is not null && _asksForNew != AddressText.Flag(New))
        {
            _asksForNew = AddressText.Flag(New);
            _adding = _asksForNew && CanAdd ? FirstStage : _adding;
        }
    }

    private Task CancelAdding()
    {
        StopAdding();
        return FocusBack();
    }

    private void StopAdding()
    {
        _adding = null;
        if (New is not null)
        {
            Show(new Dictionary<string, object?> { ["new"] = null, ["contact"] = null });
        }
    }

    /// <summary>Shift and G: none, by owner, by account.</summary>
    [JSInvokable]
    public void NextGrouping()
    {
        var next = (BoardGrouping)(((int)View.Grouping + 1) % 3);
        Show(new Dictionary<string, object?> { ["group"] = next == BoardGrouping.None ? null : next.ToString() });
    }

    /// <summary>The script says which is the uppermost card in sight of a column; null when it is not scrolled.</summary>
    [JSInvokable]
    public void Seen(long stageId, long? first)
    {
        if (_lanes.Of(stageId) is { } lane)
        {
            lane.FirstSeen = first;
            if (first is null && lane.Arrived.Count > 0)
            {
                _lanes.ShowArrived(lane);
                StateHasChanged();
            }
        }
    }

    /// <summary>How far down its column a card lies, for one that is not drawn because it is out of sight.</summary>
    [JSInvokable]
    public CardSpot PlaceOf(long id)
    {
        IReadOnlyList<BoardCard?> rows = _lanes.Find(id) is { } card ? _lanes.Of(card.StageId)!.Drawn : [];
        var above = rows.TakeWhile(row => row?.Id != id).Count();
        return above < rows.Count ? new CardSpot(_lanes.Find(id)!.StageId, (double)above / rows.Count) : new CardSpot(0, 0);
    }

    private void Fold(string group)
    {
        _lanes.Fold(group);
        _marks.Changed();
    }

    private void ShowGroup(GroupTotals group)
    {
        Show(View.Grouping == BoardGrouping.Owner
            ? new Dictionary<string, object?> { ["owner"] = Key(RecordKind.User), ["mine"] = null }
            : new Dictionary<string, object?> { ["account"] = Key(RecordKind.Account) });

        string? Key(RecordKind kind) => group.Of is { } id ? new RecordId(kind, id).ToString() : null;
    }

    private async Task More(Lane lane)
    {
        await InTurn(async () =>
        {
            // Behind what is being read, which may bring another board.
            if (_held is { } held && _lanes.Of(lane.Stage.Id) is { HasMore: true, ReadTo: { } last } shown)
            {
                await Desk.Try(
                    new GetBoardLane(held.PipelineId, shown.Stage.Id, held.View.Filter, held.View.Order, held.View.Order.Behind(last)),
                    page => _lanes.Append(shown, page.Rows), Gone);
            }
        });
    }

    private async Task Edited(EditedStep step)
    {
        _editing = null;
        Did(step);
        await Reread([step.Id]);
        await Focus(step.Id);
    }

    private async Task StopEditing()
    {
        var id = _editing?.Card.Id;
        _editing = null;
        await Focus(id);
    }

    private async Task Added(long id)
    {
        StopAdding();
        await Reread([id]);
        var card = _lanes.Find(id);
        Did(new BinnedStep(card is null ? "Deal added; the filter does not show it" : $"{card.Name} added", id, IsInBin: false));
        await Focus(id);
    }

    private void Open(long id, object? edit)
    {
        _edit = edit;
        address.NavigateTo(address.GetUriWithQueryParameter("deal", new RecordId(RecordKind.Deal, id).ToString()));
    }

    private async Task Close()
    {
        _edit = null;
        var id = OpenDeal?.Number;
        address.NavigateTo(address.GetUriWithQueryParameters(new Dictionary<string, object?> { ["deal"] = null, ["tab"] = null }));
        await Focus(id);
    }
}

/// <summary>Where on the board a card lies.</summary>
/// <param name="Down">Which share of its column lies above it.</param>
public sealed record CardSpot(long Stage, double Down);

/// <summary>A card that is edited where it lay.</summary>
public sealed record CardEdit(BoardCard Card, ScreenSpot At);

/// <summary>A point of the window, in pixels.</summary>
public sealed record ScreenSpot(double Left, double Top);
