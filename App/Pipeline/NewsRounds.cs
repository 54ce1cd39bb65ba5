using CrmLive.Access;

namespace CrmLive.Pipeline;

/// <summary>
/// Lets boards that show the same to people who see the same read their news together, because after a move all of them ask at the same moment. Whoever asks
/// while a round is read waits for the next one, so that no answer is older than its question.
/// </summary>
public sealed class NewsRounds
{
    private readonly Lock _door = new();
    private readonly Dictionary<BoardSight, Round> _latest = [];

    internal async Task<BoardNews> Read(BoardSight sight, IReadOnlyList<long> ids, Func<IReadOnlyList<long>, Task<BoardNews>> read, CancellationToken ct)
    {
        var (round, isMine) = Join(sight, ids);
        if (isMine)
        {
            await Read(sight, round, read);
        }

        var news = await round.News.Task.WaitAsync(ct);
        return news with { Cards = [.. news.Cards.Where(card => ids.Contains(card.Id))] };
    }

    private (Round Round, bool IsMine) Join(BoardSight sight, IReadOnlyList<long> ids)
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

    // Not cancelled with the page that happens to read for all.
    private async Task Read(BoardSight sight, Round round, Func<IReadOnlyList<long>, Task<BoardNews>> read)
    {
        await (round.Before?.News.Task ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        List<long> ids;
        lock (_door)
        {
            round.Begin();
            ids = [.. round.Ids];
        }

        try
        {
            round.News.SetResult(await read(ids));
        }
        catch (Exception failure)
        {
            round.News.SetException(failure);
        }
        finally
        {
            Forget(sight, round);
        }
    }

    private void Forget(BoardSight sight, Round round)
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

        public TaskCompletionSource<BoardNews> News { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Read first; null when that has ended or nobody asked before.</summary>
        public Round? Before { get; private set; } = before;

        public bool HasBegun { get; private set; }

        public void Begin() => (HasBegun, Before) = (true, null);
    }
}

/// <summary>What a board shows, and who sees it. Boards with equal sights show the same.</summary>
internal sealed record BoardSight(long TenantId, string Audience, long PipelineId, BoardFilter Filter, BoardGrouping Grouping)
{
    public static BoardSight Of(Actor actor, GetBoardNews request) =>
        new(actor.TenantId, actor.Audience("opportunity", "account"), request.PipelineId, request.Filter, request.Grouping);
}
