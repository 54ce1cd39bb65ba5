using CrmLive.Data;

namespace CrmLive.Live;

public sealed class PresenceTests
{
    private static readonly RecordId Sales = new(RecordKind.Pipeline, 1);
    private static readonly Visitor Ada = new(10, "Ada Lovelace");

    private readonly LiveFeed _feed = new(new CommitFeed());
    private readonly List<LiveMessage> _heard = [];
    private readonly Presence _presence;

    public PresenceTests()
    {
        _presence = new Presence(_feed);
        _feed.Subscribe(1, Presence.Topic(RecordKind.Pipeline), _heard.Add);
    }

    [Fact]
    public void Who_enters_is_there_until_they_leave()
    {
        var visit = _presence.Enter(1, Sales, Ada);
        _presence.At(1, Sales).ShouldBe([Ada]);

        visit.Dispose();
        visit.Dispose();

        _presence.At(1, Sales).ShouldBeEmpty();
        _heard.Count.ShouldBe(2);
    }

    [Fact]
    public void Two_browsers_of_one_person_are_one_person()
    {
        var first = _presence.Enter(1, Sales, Ada);
        _presence.Enter(1, Sales, Ada);
        _presence.At(1, Sales).Count.ShouldBe(1);

        first.Dispose();

        _presence.At(1, Sales).Count.ShouldBe(1);
    }

    [Fact]
    public void What_somebody_holds_is_seen_and_put_down_when_the_connection_is_lost()
    {
        var visit = _presence.Enter(1, Sales, Ada);

        visit.Hold(77);
        _presence.At(1, Sales).Single().Holds.ShouldBe(77);
        visit.BeAway(isAway: true);
        _presence.At(1, Sales).ShouldBeEmpty();
        visit.BeAway(isAway: false);

        _presence.At(1, Sales).Single().Holds.ShouldBeNull();
    }

    [Fact]
    public void Another_tenant_and_another_place_know_nothing()
    {
        _presence.Enter(1, Sales, Ada);

        _presence.At(2, Sales).ShouldBeEmpty();
        _presence.At(1, new RecordId(RecordKind.Pipeline, 2)).ShouldBeEmpty();
    }

    [Fact]
    public void News_holds_ids_only()
    {
        _presence.Enter(1, Sales, Ada).Hold(77);

        _heard.ShouldAllBe(message => message.Id == 1 && message.Kind == Presence.Kind && message.ActorId == 10);
    }
}
