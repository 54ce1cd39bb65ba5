using CrmLive.Live;
using CrmLive.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CrmLive.Pipeline;

/// <summary>The board's script and who else is there.</summary>
public sealed partial class BoardPage
{
    private IReadOnlyList<Visitor> _here = [];
    private Visit? _visit;

    // Columns that others have shifted under what is in sight, and the cards that they did something to.
    private readonly List<Shift> _shifts = [];
    private readonly HashSet<long> _changed = [];
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
        _lifted = [.. Hand(id).Select(card => card.Id == id ? card with { StageId = stageId } : card)];
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
            await left.Tell("stop");
            await left.LetGo();
        }

        if (_shifts.Count > 0 && _visit?.IsAway != true)
        {
            // Drawn while the connection was lost.
            await ShiftBack();
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
        await (_hours?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Stop();
    }

    private async Task Begin()
    {
        try
        {
            _script ??= await js.InvokeAsync<IJSObjectReference>("import", "./Pipeline/Board/BoardPage.razor.js");
            _handle = Gone.IsCancellationRequested ? null : await _script.InvokeAsync<IJSObjectReference>("start", _board, _self);
        }
        catch (Exception late) when (BrowserCalls.IsGone(late) || (Gone.IsCancellationRequested && late is JSException))
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
        if (handle is not null)
        {
            await handle.Tell("stop");
            await handle.LetGo();
        }

        await (script?.LetGo() ?? Task.CompletedTask);
    }

    // The feed tells it too, which is answered with this; asked here so that the cards are right even where the feed was faster than the answer.
    private async Task Reread(IReadOnlyList<long> ids)
    {
        if (Gone.IsCancellationRequested)
        {
            return;
        }

        await InTurn(async () =>
        {
            if (_held is not { } held)
            {
                return;
            }

            var told = TakeOut(message => IsSpread(message) || (message.Kind == RecordKind.Deal.Name && ids.Contains(message.Id)));
            try
            {
                await ReadRanks(told, Gone);
                var news = await Desk.Send(new GetBoardNews(held.PipelineId, held.View.Filter, ids, held.View.Grouping), Gone);
                _isSettled = true;
                _lanes.Take(news, ids, isMine: true);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                toasts.Refuse(Refusal.Of(failure));
                told.ToList().ForEach(Hear);
            }
        });
        StateHasChanged();
    }

    // What others do above the cards in sight must not move these under the eyes of somebody who reads.
    private void KeepInSight(IReadOnlyList<Shift> shifts, IReadOnlyCollection<long> changed)
    {
        if (shifts.Count == 0)
        {
            return;
        }

        _shifts.AddRange(shifts);
        _changed.UnionWith(changed);
        if (_visit?.IsAway == true)
        {
            // The script has noted how it was when the connection was lost, and is told when it is back.
            StateHasChanged();
            return;
        }

        // Right before and right behind what is drawn, so that nothing is seen to jump.
        _ = Tell("note");
        StateHasChanged();
        _ = ShiftBack();
    }

    private async Task ShiftBack()
    {
        List<Shift> shifts = [.. _shifts.GroupBy(shift => shift.StageId).Select(lane => new Shift(lane.Key, lane.Sum(shift => shift.Rows)))];
        List<long> changed = [.. _changed];
        _shifts.Clear();
        _changed.Clear();
        await Tell("shiftBack", shifts, changed);
    }

    private void ShowTop() => _ = Tell("showTop");

    // Nothing waits for this: over a connection that is lost no answer comes.
    private Task Tell(string what, params object[] values) => _handle?.Tell(what, values) ?? Task.CompletedTask;

    private async Task Focus(long? id)
    {
        StateHasChanged();
        if (id is { } number && _handle is not null)
        {
            await _handle.Tell("focus", number);
        }
    }

    // To where it was before a form was opened.
    private async Task FocusBack()
    {
        StateHasChanged();
        await (_handle?.Tell("focusBack") ?? Task.CompletedTask);
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
