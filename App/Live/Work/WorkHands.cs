using System.Collections.Concurrent;
using CrmLive.Data;

namespace CrmLive.Live;

/// <summary>What this node has and does at the moment: some commands at once, each for one item or a few of the same kind and tenant.</summary>
public sealed class WorkHands(WorkStore store, WorkRunner runner, IEnumerable<WorkKind> kinds, NodeName node, TimeProvider clock) : IDisposable
{
    private const int AtOnce = 8;
    private const int MostOfBatches = 2000;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Task, Grip> _running = [];
    private readonly Dictionary<string, WorkKind> _kinds = kinds.ToDictionary(kind => kind.Name, StringComparer.Ordinal);
    private readonly Dictionary<bool, WorkFloor> _floors = new() { [false] = new WorkFloor(clock), [true] = new WorkFloor(clock) };
    private readonly SemaphoreSlim _free = new(AtOnce);
    private readonly CancellationTokenSource _ending = new();

    /// <summary>A command has ended, so that another may begin.</summary>
    public event Action? Freed;

    public bool IsEmpty => _running.IsEmpty;

    /// <summary>Claims what can be begun at once, and begins it. True when all that was asked for was there.</summary>
    /// <param name="hasNews">Something was taken in since the last time.</param>
    public async Task<bool> Begin(bool hasNews, CancellationToken ct)
    {
        var isMore = false;
        foreach (var group in _kinds.Values.GroupBy(kind => kind.BatchSize > 1))
        {
            var room = (AtOnce - _running.Count) * (group.Key ? MostOfBatches / AtOnce : 1);
            if (room <= 0)
            {
                continue;
            }

            var floor = _floors[group.Key];
            if (hasNews)
            {
                floor.Forget();
            }

            var claimed = await store.Claim(node.Value, group.Select(kind => kind.Name), room, floor.Since, ct);
            floor.Learn(claimed, room);
            Begin(claimed, ct);
            isMore |= claimed.Count == room;
        }

        return isMore;
    }

    /// <summary>Says that all of it is still being done; what another node has by now is stopped.</summary>
    public async Task Renew(CancellationToken ct)
    {
        var grips = _running.Values.ToList();
        if (grips.Count == 0)
        {
            return;
        }

        var held = await store.Renew(grips.SelectMany(grip => grip.Items), ct);
        foreach (var grip in grips.Where(grip => !grip.Items.All(item => held.Contains(new HeldWork(item.Id, item.Token)))))
        {
            grip.LetGo();
        }
    }

    /// <summary>What was not begun has been given back; the rest may end, and stops where that takes too long.</summary>
    public async Task End()
    {
        _ending.CancelAfter(Grace);
        await Task.WhenAll(_running.Keys);
    }

    public void Dispose()
    {
        _ending.Dispose();
        _free.Dispose();
    }

    private void Begin(IReadOnlyList<ClaimedWork> claimed, CancellationToken ct)
    {
        foreach (var group in claimed.GroupBy(item => (item.TenantId, item.Kind)))
        {
            var kind = _kinds[group.Key.Kind];
            foreach (var some in group.OrderBy(item => item.WasDue).Chunk(kind.BatchSize))
            {
                var grip = new Grip(some, _ending.Token);
                var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                var task = Run(kind, grip, begun.Task, ct);
                _running[task] = grip;
                _ = task.ContinueWith(Remove, TaskScheduler.Default);
                begun.SetResult();
            }
        }
    }

    private void Remove(Task ended)
    {
        if (_running.TryRemove(ended, out var grip))
        {
            grip.Dispose();
            Freed?.Invoke();
        }
    }

    private async Task Run(WorkKind kind, Grip grip, Task isKnown, CancellationToken ct)
    {
        await isKnown.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await _free.WaitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            await store.GiveBack(grip.Items, CancellationToken.None);
            return;
        }

        try
        {
            var items = await WithoutCrashed(kind, grip.Items);
            if (items.Count > 0)
            {
                await runner.Run(kind, items, grip.Lost);
            }
        }
        finally
        {
            _free.Release();
        }
    }

    private async Task<IReadOnlyList<ClaimedWork>> WithoutCrashed(WorkKind kind, IReadOnlyList<ClaimedWork> items)
    {
        var most = kind.BackOffFor(FailureClass.Passing).Attempts;
        foreach (var item in items.Where(item => item.Attempts > most))
        {
            await runner.GiveUpCrashed(kind, item, CancellationToken.None);
        }

        return [.. items.Where(item => item.Attempts <= most)];
    }

    /// <summary>Items that one command does.</summary>
    private sealed class Grip(IReadOnlyList<ClaimedWork> items, CancellationToken ending) : IDisposable
    {
        private readonly CancellationTokenSource _lost = CancellationTokenSource.CreateLinkedTokenSource(ending);

        public IReadOnlyList<ClaimedWork> Items => items;

        public CancellationToken Lost => _lost.Token;

        public void LetGo() => _lost.Cancel();

        public void Dispose() => _lost.Dispose();
    }
}
