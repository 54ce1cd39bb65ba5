namespace CrmLive.Live;

/// <summary>
/// Lets pages that show the same to people who see the same read it together, because after a change all of them ask at the same moment. Whoever asks while a
/// round is read waits for the next one, so that no answer is older than its question.
/// </summary>
/// <typeparam name="TSight">What is shown and to whom, compared by value; it must name everything that the answer depends on.</typeparam>
/// <typeparam name="TAnswer">What is read; nobody may change it, because several have it.</typeparam>
public sealed class ReadingRounds<TSight, TAnswer>
    where TSight : notnull
{
    private readonly Lock _door = new();
    private readonly Dictionary<TSight, Round> _latest = [];

    /// <param name="ids">The records that this page asks for, if it does not ask for all.</param>
    /// <param name="read">Reads for everybody in the round, given the records that one of them asks for. It is not cancelled with the page that happens to read.</param>
    public async Task<TAnswer> Read(TSight sight, IReadOnlyList<long> ids, Func<IReadOnlyList<long>, Task<TAnswer>> read, CancellationToken ct)
    {
        var (round, isMine) = Join(sight, ids);
        if (isMine)
        {
            await Read(sight, round, read);
        }

        return await round.Answer.Task.WaitAsync(ct);
    }

    private (Round Round, bool IsMine) Join(TSight sight, IReadOnlyList<long> ids)
    {
        lock (_door)
        {
            var latest = _latest.GetValueOrDefault(sight);
            var isMine = latest is null or { HasBegun: true };
            var round = isMine ? _latest[sight] = new Round(latest) : latest!;
            round.Ids.UnionWith(ids);
            return (round, isMine);
        }
    }

    private async Task Read(TSight sight, Round round, Func<IReadOnlyList<long>, Task<TAnswer>> read)
    {
        await (round.Before?.Answer.Task ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        try
        {
            round.Answer.SetResult(await read(Begin(round)));
        }
        catch (Exception failure)
        {
            round.Answer.SetException(failure);
        }
        finally
        {
            Forget(sight, round);
        }
    }

    private List<long> Begin(Round round)
    {
        lock (_door)
        {
            round.Begin();
            return [.. round.Ids];
        }
    }

    private void Forget(TSight sight, Round round)
    {
        lock (_door)
        {
            if (_latest.GetValueOrDefault(sight) == round)
            {
                _latest.Remove(sight);
            }
        }
    }

    private sealed class Round(Round? before)
    {
        public HashSet<long> Ids { get; } = [];

        public TaskCompletionSource<TAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Read first; null when that has ended or nobody asked before.</summary>
        public Round? Before { get; private set; } = before;

        public bool HasBegun { get; private set; }

        public void Begin() => (HasBegun, Before) = (true, null);
    }
}
