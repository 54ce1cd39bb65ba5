using System.Threading.Channels;
using CrmLive.Data;
using CrmLive.Support;

namespace CrmLive.Live;

public sealed class ReadingRoundsTests
{
    private readonly LiveFeed _feed = new(new CommitFeed());
    private readonly ReadingRounds<string, IReadOnlyList<long>> _rounds;
    private readonly Channel<Asked> _reads = Channel.CreateUnbounded<Asked>();

    public ReadingRoundsTests() => _rounds = new ReadingRounds<string, IReadOnlyList<long>>(_feed);

    [Fact]
    public async Task Whoever_asks_while_a_round_is_read_shares_the_next_one()
    {
        var first = Ask(1);
        var running = await Read();
        var (second, third) = (Ask(1), Ask(2));
        running.Ids.ShouldBe([1]);
        running.Answer(1);
        await first;

        var next = await Read();

        next.Ids.ShouldBe([1, 2]);
        next.Answer(1, 2);
        (await second).ShouldBe([1, 2]);
        (await third).ShouldBe([1, 2]);
        _reads.Reader.TryRead(out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Who_asks_about_news_joins_a_round_that_began_after_they_were_told()
    {
        var first = Ask(1);
        var running = await Read();

        var second = Ask(1, isAboutNews: true);

        running.Answer(1);
        await first;
        (await second).ShouldBe([1]);
        _reads.Reader.TryRead(out _).ShouldBeFalse();
    }

    [Fact]
    public async Task News_told_after_a_round_began_are_read_in_the_next_one()
    {
        var first = Ask(1, isAboutNews: true);
        var running = await Read();

        _feed.Publish([]);
        var second = Ask(1, isAboutNews: true);

        running.Answer(1);
        await first;
        (await Read()).Answer(1);
        await second;
    }

    [Fact]
    public async Task A_round_that_does_not_read_the_record_asked_for_is_not_joined()
    {
        var first = Ask(1);
        var running = await Read();

        var second = Ask(2, isAboutNews: true);

        running.Answer(1);
        await first;
        var next = await Read();
        next.Ids.ShouldBe([2]);
        next.Answer(2);
        await second;
    }

    [Fact]
    public async Task Who_sees_something_else_reads_for_themselves_and_at_once()
    {
        var mine = Ask(1);
        var running = await Read();

        var theirs = Ask(1, "another board");
        (await Read()).Answer(1);

        (await theirs).ShouldHaveSingleItem();
        mine.IsCompleted.ShouldBeFalse();
        running.Answer(1);
        await mine;
    }

    [Fact]
    public async Task A_round_that_fails_fails_for_those_in_it_and_the_next_one_is_read_all_the_same()
    {
        var first = Ask(1);
        var running = await Read();
        var second = Ask(1);

        running.News.SetException(new TimeoutException());

        await Should.ThrowAsync<TimeoutException>(first);
        (await Read()).Answer(1);
        (await second).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Who_leaves_the_page_that_reads_does_not_take_the_answer_from_the_others()
    {
        using var left = new CancellationTokenSource();
        var first = Ask(1);
        var running = await Read();
        var (reading, staying, waiting) = (Ask(2, ct: left.Token), Ask(3), Ask(4, ct: left.Token));

        await left.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting);
        running.Answer(1);
        await first;
        (await Read()).Answer(2, 3);

        (await staying).ShouldBe([2, 3]);
        await reading;
    }

    [Fact]
    public async Task A_question_after_the_end_of_a_round_is_read_anew()
    {
        var before = Ask(1);
        (await Read()).Answer(1);
        await before;

        var after = Ask(1);

        (await Read()).Answer(1);
        await after;
    }

    private Task<IReadOnlyList<long>> Ask(long id, string sight = "board", bool isAboutNews = false, CancellationToken ct = default) => _rounds.Read(
        sight,
        [id],
        ids =>
        {
            var asked = new Asked(ids, new TaskCompletionSource<IReadOnlyList<long>>(TaskCreationOptions.RunContinuationsAsynchronously));
            _reads.Writer.TryWrite(asked);
            return asked.News.Task;
        },
        ct,
        isAboutNews).Soon("the answer of a round");

    private Task<Asked> Read() => _reads.Reader.Next("a round to be read");

    private sealed record Asked(IReadOnlyList<long> Ids, TaskCompletionSource<IReadOnlyList<long>> News)
    {
        public void Answer(params IReadOnlyList<long> deals) => News.SetResult(deals);
    }
}
