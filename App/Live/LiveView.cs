using System.Collections.Concurrent;
using CrmLive.Access;
using CrmLive.Shell;
using Microsoft.AspNetCore.Components;

namespace CrmLive.Live;

/// <summary>
/// Base of every page that follows the data. It subscribes before it loads, reads one thing at a time, takes over together what came meanwhile, and stops
/// when it is disposed. What a refresh may see the dispatcher decides anew each time. A refresh that fails takes nothing away: it is tried again. Neither does
/// a click while the database is away: it is refused in words.
/// </summary>
public abstract class LiveView : ComponentBase, IHandleEvent, IAsyncDisposable
{
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30)];

    private readonly ConcurrentQueue<LiveMessage> _news = [];
    private readonly List<IDisposable> _subscriptions = [];
    private readonly CancellationTokenSource _gone = new();
    private CancellationTokenSource? _following;
    private Task _latest = Task.CompletedTask;
    private ITimer? _retry;
    private int _failures;
    private bool _isThere;
    private int _refreshing;
    private int _mustReload;

    protected LiveView() => Gone = _gone.Token;

    [Inject]
    public required LiveFeed Feed { get; set; }

    [Inject]
    public required Desk Desk { get; set; }

    [Inject]
    public required AccessNews AccessNews { get; set; }

    [Inject]
    public required OldPictures OldPictures { get; set; }

    [Inject]
    public required TimeProvider Clock { get; set; }

    /// <summary>What to listen to; read again by <see cref="Follow"/> when the page shows something else.</summary>
    protected abstract IEnumerable<string> Topics { get; }

    /// <summary>Why there is nothing to show: it could not be loaded, or is gone or not for this person any more. Null when there is.</summary>
    protected Refusal? Refused { get; private set; }

    protected bool IsLoaded { get; private set; }

    private bool IsWanted => !_gone.IsCancellationRequested && (!_news.IsEmpty || Volatile.Read(ref _mustReload) == 1);

    /// <summary>Cancelled when the page is left.</summary>
    protected CancellationToken Gone { get; }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        Unfollow();
        OldPictures.Remove(this);
        await (_retry?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Leave();
        _following?.Dispose();
        _gone.Dispose();
        GC.SuppressFinalize(this);
    }

    async Task IHandleEvent.HandleEventAsync(EventCallbackWorkItem item, object? arg)
    {
        var handling = Desk.Handle(() => item.InvokeAsync(arg));
        StateHasChanged();
        if (!handling.IsCompletedSuccessfully)
        {
            await handling;
            StateHasChanged();
        }
    }

    protected abstract Task Load(CancellationToken ct);

    /// <summary>Takes over what has changed. By default everything is loaded again; override to read only the changed ids.</summary>
    protected virtual Task Refresh(IReadOnlyList<LiveMessage> news, CancellationToken ct) => Load(ct);

    /// <summary>Shows what a refresh brought. By default the whole page is drawn; override to draw only what changed.</summary>
    protected virtual void Draw() => StateHasChanged();

    /// <summary>Last chance to take back presence and the like.</summary>
    protected virtual Task Leave() => Task.CompletedTask;

    protected override Task OnInitializedAsync() => Follow();

    /// <summary>Subscribes to the present topics, then loads. What is being read for what was shown before is given up.</summary>
    protected async Task Follow()
    {
        Unfollow();
        AccessNews.Changed += ReadAgain;
        _isThere = false;
        var ct = await Anew();
        try
        {
            var caller = await Desk.Caller();
            ct.ThrowIfCancellationRequested();
            foreach (var topic in Topics)
            {
                _subscriptions.Add(Feed.Subscribe(caller.TenantId, topic, Hear));
            }

            await InTurn(async () =>
            {
                ct.ThrowIfCancellationRequested();
                await Load(ct);
                Succeed();
            });
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            // The page is gone, or shows something else by now.
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Fail(failure);
        }
    }

    /// <summary>Loads again what is shown.</summary>
    protected async Task Reload()
    {
        try
        {
            await InTurn(() => Load(Gone));
            Succeed();
        }
        catch (Exception failure) when (!Gone.IsCancellationRequested)
        {
            Fail(failure);
            StateHasChanged();
        }
    }

    /// <summary>Reads behind what is being read, so that an older picture never comes to lie over a newer one.</summary>
    protected Task InTurn(Func<Task> read)
    {
        return _latest = After(_latest);

        async Task After(Task latest)
        {
            await latest.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
            await read();
        }
    }

    /// <summary>Takes out the news that a reading answers which begins now; where it fails, they are to be heard again.</summary>
    protected IReadOnlyList<LiveMessage> TakeOut(Func<LiveMessage, bool> isAnswered)
    {
        var news = Drain().ToLookup(isAnswered);
        foreach (var other in news[false])
        {
            _news.Enqueue(other);
        }

        return [.. news[true]];
    }

    /// <summary>Everything is read again before long: the changed ids alone would not be enough.</summary>
    protected internal void ReadAgain()
    {
        Interlocked.Exchange(ref _mustReload, 1);
        Wake();
    }

    protected void Hear(LiveMessage message)
    {
        _news.Enqueue(message);
        Wake();
    }

    private async Task<CancellationToken> Anew()
    {
        var following = CancellationTokenSource.CreateLinkedTokenSource(Gone);
        var ct = following.Token;
        if (Interlocked.Exchange(ref _following, following) is { } before)
        {
            await before.CancelAsync();
            before.Dispose();
        }

        return ct;
    }

    private void Unfollow()
    {
        AccessNews.Changed -= ReadAgain;
        _subscriptions.ForEach(subscription => subscription.Dispose());
        _subscriptions.Clear();
    }

    private void Succeed()
    {
        (Refused, IsLoaded, _isThere, _failures) = (null, true, true, 0);
        OldPictures.Remove(this);
    }

    // What is shown stays, unless it is something else than was asked for, or nobody may see it any more.
    private void Fail(Exception failure)
    {
        var refusal = Refusal.Of(failure);
        var isFinal = refusal.Status is 401 or 403 or 404;
        if (isFinal || !_isThere)
        {
            (Refused, _isThere) = (refusal, false);
            OldPictures.Remove(this);
        }
        else
        {
            OldPictures.Add(this);
        }

        if (!isFinal && !_gone.IsCancellationRequested)
        {
            _retry ??= Clock.CreateTimer(_ => ReadAgain(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _retry.Change(Pauses[Math.Min(_failures++, Pauses.Length - 1)], Timeout.InfiniteTimeSpan);
        }
    }

    private void Wake()
    {
        if (IsWanted && Interlocked.Exchange(ref _refreshing, 1) == 0)
        {
            // Not on the thread of whoever saved: their answer does not wait for the pages of others.
            _ = Task.Run(() => InvokeAsync(TakeOver));
        }
    }

    private async Task TakeOver()
    {
        do
        {
            await TakeNews();
            Interlocked.Exchange(ref _refreshing, 0);
        }
        while (IsWanted && Interlocked.Exchange(ref _refreshing, 1) == 0);
    }

    private async Task TakeNews()
    {
        try
        {
            while (IsWanted)
            {
                await InTurn(TakeTogether);
                Draw();
            }
        }
        catch (Exception) when (_gone.IsCancellationRequested)
        {
            // The page is gone; nobody is left to tell.
            return;
        }
        catch (Exception failure)
        {
            Fail(failure);
            StateHasChanged();
        }
    }

    private async Task TakeTogether()
    {
        var ct = _following!.Token;
        var news = Drain();
        var mustReload = Interlocked.Exchange(ref _mustReload, 0) == 1 || Refused is not null || _failures > 0;
        try
        {
            await (mustReload ? Load(ct) : Refresh(news, ct));
            Succeed();
        }
        catch (Exception) when (ct.IsCancellationRequested && !Gone.IsCancellationRequested)
        {
            // The page shows something else by now, and loads it behind this.
        }
    }

    private List<LiveMessage> Drain()
    {
        var news = new List<LiveMessage>();
        while (_news.TryDequeue(out var message))
        {
            news.Add(message);
        }

        return news;
    }
}
