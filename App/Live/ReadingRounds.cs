namespace CrmLive.Live;

/// <summary>
/// Lets pages that show the same to people who see the same read it together, because after a change all of them ask at the same moment. Whoever asks while a
/// round is read waits for the next one, so that no answer is older than its question; who asks because of news is served by any round that began after the news was told.
/// </summary>
/// <typeparam name="TSight">What is shown and to whom, compared by value; it must name everything that the answer depends on.</typeparam>
/// <typeparam name="TAnswer">What is read; nobody may change it, because several have it.</typeparam>
public sealed class ReadingRounds<TSight, TAnswer>(LiveFeed feed)
    where TSight : notnull
{
    private readonly Lock _door = new();
    private readonly Dictionary<TSight, Round> _latest = [];

    /// <param name="ids">The records that this page asks for, if it does not ask for all.</param>
    /// <param name="read">Reads for everybody in the round, given the records that one of them asks for. It is not cancelled with the page that happens to read.</param>
    /// <param name="isAboutNews">Only what this node has told is asked for, which includes what the asker saved here; changes by others that are not told yet will bring news of their own.</param>
    public async Task<TAnswer> Read(
        TSight sight, IReadOnlyList<long> ids, Func<IReadOnlyList<long>, Task<TAnswer>> read, CancellationToken ct, bool isAboutNews = false)
    {
        var (round, isMine) = Join(sight, ids, isAboutNews);
        if (isMine)
        {
            await Read(sight, round, read);
        }

        return await round.Answer.Task.WaitAsync(ct);
    }

    private (Round Round, bool IsMine) Join(TSight sight, IReadOnlyList<long> ids, bool isAboutNews)
    {
        lock (_door)
        {
            var latest = _latest.GetValueOrDefault(sight);
            if (isAboutNews && latest?.Began == feed.Edition && latest.Ids.IsSupersetOf(ids))
            {
                return (latest, false);
            }

            var isMine = latest is null or { Began: not null };
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
            round.Begin(feed.Edition);
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

        /// <summary>The edition of the feed that was out when the reading began; null before that.</summary>
        public long? Began { get; private set; }

        public void Begin(long edition) => (Began, Before) = (edition, null);
    }
}
