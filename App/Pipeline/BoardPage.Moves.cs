using CrmLive.Live;
using CrmLive.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CrmLive.Pipeline;

/// <summary>What people do on the board: take, drop, step, ask, undo, open. A move shows at once and goes back with the reason when it is refused.</summary>
public sealed partial class BoardPage
{
    private readonly Dictionary<long, string> _reasons = [];
    private readonly Dictionary<long, long> _moving = [];
    private Dictionary<long, Visitor> _held = [];
    private IReadOnlyList<Visitor> _here = [];
    private StageOutline? _adding;
    private object? _edit;
    private DealMoveResult? _latest;
    private string? _said;
    private Visit? _visit;
    private ElementReference _board;
    private IJSObjectReference? _script;
    private IJSObjectReference? _handle;
    private DotNetObjectReference<BoardPage>? _self;

    /// <summary>The script says that a card was lifted.</summary>
    [JSInvokable]
    public void Lift(long id)
    {
        Read(id);
        _visit?.Hold(id);
    }

    /// <summary>The script says that the card was put back where it came from.</summary>
    [JSInvokable]
    public void Release() => _visit?.Hold(null);

    /// <summary>The script says where a card was dropped. Tells it what became of it: moved, asking or refused.</summary>
    [JSInvokable]
    public async Task<string> Drop(long id, long stageId)
    {
        _visit?.Hold(null);
        if (_lanes.Find(id) is not { } card || _lanes.Of(stageId) is not { } lane || card.StageId == stageId)
        {
            return "refused";
        }

        return await Move(card, lane.Stage, new MoveAnswer()) ? "moved" : _asking?.Card.Id == id ? "asking" : "refused";
    }

    /// <summary>Shift and an arrow: to the stage beside.</summary>
    [JSInvokable]
    public async Task<string> Step(long id, int step) =>
        _lanes.Find(id) is { } card && _lanes.Beside(card, step) is { } lane ? await Drop(id, lane.Stage.Id) : "refused";

    /// <summary>E: the panel opens with the cursor in its first field, also when it stands open already.</summary>
    [JSInvokable]
    public void OpenForEdit(long id)
    {
        Open(id, new object());
        StateHasChanged();
    }

    [JSInvokable]
    public async Task Undo()
    {
        if (_latest is { } latest)
        {
            await Undo(latest);
        }
    }

    /// <summary>How far down its column a card lies, for one that is not drawn because it is out of sight.</summary>
    [JSInvokable]
    public CardPlace PlaceOf(long id) =>
        _lanes.Find(id) is { } card ? new CardPlace(card.StageId, _lanes.Of(card.StageId)!.Cards.IndexOf(card)) : new CardPlace(0, 0);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (Refused is not null && _handle is { } left)
        {
            // The board has made room for the refusal; the next one gets a script of its own.
            _self?.Dispose();
            (_handle, _self) = (null, null);
            await left.InvokeVoidAsync("stop");
            await left.DisposeAsync();
        }

        if (_self is null && _pipeline is not null && IsLoaded && Refused is null)
        {
            // Another rendering may come while the script is fetched.
            _self = DotNetObjectReference.Create(this);
            _script ??= await js.InvokeAsync<IJSObjectReference>("import", "./Pipeline/BoardPage.razor.js");
            _handle = await _script.InvokeAsync<IJSObjectReference>("start", _board, _self);
        }
    }

    protected override async Task Leave()
    {
        if (_visit is not null)
        {
            visits.Leave(_visit);
        }

        _self?.Dispose();
        try
        {
            if (_handle is not null)
            {
                await _handle.InvokeVoidAsync("stop");
                await _handle.DisposeAsync();
            }

            if (_script is not null)
            {
                await _script.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and the script with it.
        }
    }

    private async Task<bool> Move(BoardCard card, StageOutline stage, MoveAnswer answer)
    {
        Read(card.Id);
        var version = _lanes.Find(card.Id)?.Version ?? card.Version;
        var before = _lanes.Move(card.Id, stage.Id, clock.GetUtcNow());
        _moving[card.Id] = stage.Id;
        StateHasChanged();
        try
        {
            var moved = await Desk.Send(new MoveDeal(card.Id, stage.Id, version, answer.Reason, answer.Fields), Gone);
            _latest = moved;
            Say($"{card.Name} moved to {stage.Name}", moved);
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            if (before is not null)
            {
                _lanes.Put(before);
            }

            if (failure is MoveRefused { Verdict.IsAnswerable: true } refused)
            {
                _asking = new Question(before ?? card, stage, refused.Verdict, answer);
            }
            else
            {
                _reasons[card.Id] = Refusal.Of(failure).Message;
                if (failure is MoveRefused { Verdict.IsWaivable: true } broken)
                {
                    _exceptions[card.Id] = new Question(before ?? card, stage, broken.Verdict, answer, IsException: true);
                }
            }

            return false;
        }
        finally
        {
            _moving.Remove(card.Id);
            await Reread(card.Id);
        }
    }

    private async Task Undo(DealMoveResult move)
    {
        var name = _lanes.Find(move.DealId)?.Name ?? "The deal";
        if (await Desk.Try(new UndoDealMove(move.DealId, move.ChangeId), ct: Gone))
        {
            _said = $"{name} is back";
            _latest = _latest?.ChangeId == move.ChangeId ? null : _latest;
        }

        await Reread(move.DealId);
    }

    private void Say(string what, DealMoveResult moved)
    {
        _said = what;
        toasts.Say(what, () => InvokeAsync(() => Undo(moved)));
    }

    // The feed tells it too; asked here so that the card is right even where the feed was faster than the answer.
    private async Task Reread(long id)
    {
        if (_pipeline is null || Gone.IsCancellationRequested)
        {
            return;
        }

        await Desk.Try(new GetBoardNews(_pipeline.Id, Filter, [id]), news =>
        {
            _isSettled = true;
            _lanes.Take(news, [id]);
        }, Gone);
        StateHasChanged();
    }

    private async Task Added(long id)
    {
        _adding = null;
        await Reread(id);
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

    private async Task Focus(long? id)
    {
        StateHasChanged();
        if (id is { } number && _handle is not null)
        {
            await _handle.InvokeVoidAsync("focus", number);
        }
    }

    private async Task Visit(PipelineOutline? pipeline)
    {
        if (_visit is not null && pipeline?.Id != _pipeline?.Id)
        {
            visits.Leave(_visit);
            _visit = null;
        }

        _pipeline = pipeline;
        if (_visit is null && pipeline is not null && Me is not null)
        {
            _visit = visits.Enter((await Desk.Caller()).TenantId, pipeline.Key, new Visitor(Me.UserId, Me.Name));
        }

        Look();
    }

    private void Look()
    {
        if (_visit is null)
        {
            return;
        }

        var others = presence.At(_visit.TenantId, _visit.Place).Where(visitor => visitor.UserId != Me?.UserId).ToList();
        _here = others;
        _held = others.Where(visitor => visitor.Holds is not null).DistinctBy(visitor => visitor.Holds).ToDictionary(visitor => visitor.Holds!.Value);
    }
}

/// <summary>Where on the board a card lies.</summary>
public sealed record CardPlace(long Stage, int Place);
