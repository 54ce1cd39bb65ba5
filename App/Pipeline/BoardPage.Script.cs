using CrmLive.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CrmLive.Pipeline;

/// <summary>The board's script and who else is there.</summary>
public sealed partial class BoardPage
{
    private IReadOnlyList<Visitor> _here = [];
    private Visit? _visit;

    // Columns and how many cards they have to be pulled down by.
    private readonly List<(long Stage, int Cards)> _pulls = [];
    private ElementReference _board;
    private IJSObjectReference? _script;
    private IJSObjectReference? _handle;
    private DotNetObjectReference<BoardPage>? _self;

    /// <summary>The script says that a card was lifted, and where it was seen: it may have been moved since.</summary>
    [JSInvokable]
    public void Lift(long id, long stageId)
    {
        _marks.Read(id);
        _visit?.Hold(id);
        _lifted = Hand(id).ToDictionary(card => card.Id, card => card.Id == id ? stageId : card.StageId);
    }

    /// <summary>The script says that the card was put back where it came from.</summary>
    [JSInvokable]
    public void Release()
    {
        _lifted = [];
        _visit?.Hold(null);
    }

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

        if (_pulls.Count > 0 && _visit?.IsAway != true)
        {
            // Drawn while the connection was lost.
            await Pull();
        }

        if (_self is null && _pipeline is not null && IsLoaded && Refused is null)
        {
            // Another rendering may come while the script is fetched.
            _self = DotNetObjectReference.Create(this);
            await Begin();
        }
    }

    protected override async Task Leave()
    {
        if (_visit is not null)
        {
            visits.Leave(_visit);
        }

        _self?.Dispose();
        await Stop();
    }

    private async Task Begin()
    {
        try
        {
            _script ??= await js.InvokeAsync<IJSObjectReference>("import", "./Pipeline/BoardPage.razor.js");
            _handle = Gone.IsCancellationRequested ? null : await _script.InvokeAsync<IJSObjectReference>("start", _board, _self);
        }
        catch (Exception late) when (Gone.IsCancellationRequested && late is JSException or JSDisconnectedException or ObjectDisposedException or OperationCanceledException)
        {
            // The board was left before its script was there.
        }

        if (Gone.IsCancellationRequested)
        {
            await Stop();
        }
    }

    private async Task Stop()
    {
        var (script, handle) = (_script, _handle);
        (_script, _handle) = (null, null);
        try
        {
            if (handle is not null)
            {
                await handle.InvokeVoidAsync("stop");
                await handle.DisposeAsync();
            }

            if (script is not null)
            {
                await script.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and the script with it.
        }
    }

    // The feed tells it too, which is answered with this; asked here so that the cards are right even where the feed was faster than the answer.
    private async Task Reread(IReadOnlyList<long> ids)
    {
        if (_pipeline is null || Gone.IsCancellationRequested)
        {
            return;
        }

        await InTurn(async () =>
        {
            var told = TakeOut(message => message.Kind == RecordKind.Deal.Name && ids.Contains(message.Id));
            var isRead = await Desk.Try(new GetBoardNews(_pipeline.Id, View.Filter, ids, View.Grouping), news =>
            {
                _isSettled = true;
                _lanes.Take(news, ids, isMine: true);
            }, Gone);
            foreach (var message in isRead ? [] : told)
            {
                Hear(message);
            }
        });
        _lanes.All.ToList().ForEach(lane => lane.GoneAbove = 0);
        StateHasChanged();
    }

    // Cards that others take away above those in sight must not pull these up under the eyes of somebody who reads.
    private void KeepInSight()
    {
        foreach (var lane in _lanes.All.Where(lane => lane.GoneAbove > 0))
        {
            _pulls.Add((lane.Stage.Id, lane.GoneAbove));
            lane.FirstSeen = Math.Max(0, lane.FirstSeen - lane.GoneAbove);
            lane.GoneAbove = 0;
        }

        if (_pulls.Count > 0)
        {
            // Right behind what is drawn, so that nothing is seen to jump; where the connection is lost, when it is back.
            StateHasChanged();
            _ = _visit?.IsAway == true ? Task.CompletedTask : Pull();
        }
    }

    // Nothing waits for this: over a connection that is lost no answer comes.
    private async Task Pull()
    {
        List<(long Stage, int Cards)> pulls = [.. _pulls];
        _pulls.Clear();
        try
        {
            foreach (var (stage, cards) in pulls)
            {
                await (_handle?.InvokeVoidAsync("pull", stage, cards) ?? ValueTask.CompletedTask);
            }
        }
        catch (Exception lost) when (lost is JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
            // The page is gone, or has stopped answering.
        }
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

        List<Visitor> here = [.. presence.At(_visit.TenantId, _visit.Place).Where(visitor => visitor.UserId != Me?.UserId)];
        foreach (var id in _marks.Hold(here))
        {
            (_lanes.Find(id) is { } card ? _lanes.Of(card.StageId) : null)?.Changed();
        }

        // Only who is there is drawn from this list; what they hold is drawn at the cards.
        _here = here.Select(visitor => visitor.UserId).SequenceEqual(_here.Select(visitor => visitor.UserId)) ? _here : here;
    }
}
