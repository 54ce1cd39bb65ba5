using CrmLive.Data;

namespace CrmLive.Live;

public sealed class LiveFeedTests
{
    private readonly CommitFeed _commits = new();
    private readonly LiveFeed _feed;

    public LiveFeedTests() => _feed = new LiveFeed(_commits);

    [Fact]
    public void A_commit_is_heard_by_its_kind_and_by_its_record()
    {
        var (kind, record, other) = (Listen(1, "opportunity"), Listen(1, "opportunity/7"), Listen(1, "opportunity/8"));

        Commit(1, 7);

        kind.Single().Id.ShouldBe(7);
        record.Single().Topic.ShouldBe("opportunity/7");
        other.ShouldBeEmpty();
    }

    [Fact]
    public void Another_tenant_hears_nothing()
    {
        var stranger = Listen(2, "opportunity");

        Commit(1, 7);

        stranger.ShouldBeEmpty();
    }

    [Fact]
    public void After_disposal_nothing_comes_and_others_still_hear()
    {
        var heard = new List<LiveMessage>();
        var subscription = _feed.Subscribe(1, "opportunity", heard.Add);
        var other = Listen(1, "opportunity");

        subscription.Dispose();
        subscription.Dispose();
        Commit(1, 7);

        heard.ShouldBeEmpty();
        other.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Subscribing_and_leaving_from_many_threads_loses_nobody()
    {
        var stays = Listen(1, "opportunity");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 500; i++)
            {
                _feed.Subscribe(1, "opportunity", _ => { }).Dispose();
            }
        })));

        Commit(1, 7);

        stays.Count.ShouldBe(1);
    }

    private List<LiveMessage> Listen(long tenant, string topic)
    {
        var heard = new List<LiveMessage>();
        _feed.Subscribe(tenant, topic, heard.Add);
        return heard;
    }

    private void Commit(long tenant, long id) =>
        _commits.Publish([new CommittedChange(tenant, "opportunity", id, 2, "opportunity.stage_changed.v1", 99, 5)]);
}
