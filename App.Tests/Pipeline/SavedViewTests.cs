using CrmLive.Access;
using CrmLive.Shell;
using CrmLive.Support;

namespace CrmLive.Pipeline;

public sealed class SavedViewTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task A_view_is_ones_own_until_it_is_shared()
    {
        var view = await world.As(world.Ada, new SaveView(SavedView.Board, "Stale ones", "?stale=1"));

        (await Views(world.Ada)).ShouldContain(row => row.Id == view && row.Query == "stale=1" && row.IsMine && row.Team == null);
        (await Views(world.Ben)).ShouldNotContain(row => row.Id == view);
        await Should.ThrowAsync<NotFound>(() => world.As(world.Ben, new ChooseDefaultView(SavedView.Board, view)));
    }

    [Fact]
    public async Task A_shared_view_is_the_teams_to_use_and_its_makers_to_change()
    {
        var team = (await world.As(world.Mia, new ListMyTeams()))[0];
        var view = await world.As(world.Mia, new SaveView(SavedView.Board, "Team board", "group=Owner", team.Id));
        var colleague = team.Id == world.North ? world.Ada : world.Ben;

        (await Views(colleague)).ShouldContain(row => row.Id == view && !row.IsMine && row.Team == team.Name);
        await Should.ThrowAsync<AccessDenied>(() => world.As(colleague, new RenameView(view, "Mine now")));
        await Should.ThrowAsync<AccessDenied>(() => world.As(colleague, new DeleteView(view)));
        await world.As(world.Mia, new ShareView(view, null));
        (await Views(colleague)).ShouldNotContain(row => row.Id == view);
    }

    [Fact]
    public async Task A_view_is_shared_with_ones_own_teams_only() =>
        await Should.ThrowAsync<InvalidInput>(() => world.As(world.Ben, new SaveView(SavedView.Board, "Not theirs", "q=a", world.North)));

    [Fact]
    public async Task A_page_has_one_view_to_open_with()
    {
        var first = await world.As(world.Sam, new SaveView(SavedView.Deals, "First", "q=a"));
        var second = await world.As(world.Sam, new SaveView(SavedView.Deals, "Second", "q=b"));

        await world.As(world.Sam, new ChooseDefaultView(SavedView.Deals, first));
        await world.As(world.Sam, new ChooseDefaultView(SavedView.Deals, second));

        (await world.As(world.Sam, new ListViews(SavedView.Deals))).Where(row => row.IsDefault).Select(row => row.Id).ShouldBe([second]);
        await world.As(world.Sam, new ChooseDefaultView(SavedView.Deals, null));
        (await world.As(world.Sam, new ListViews(SavedView.Deals))).ShouldNotContain(row => row.IsDefault);
    }

    [Fact]
    public async Task A_view_is_renamed_changed_and_removed()
    {
        var view = await world.As(world.Ada, new SaveView(SavedView.Board, "Draft", "q=x"));
        await world.As(world.Ada, new RenameView(view, "Final"));
        await world.As(world.Ada, new UpdateView(view, "q=y"));
        (await Views(world.Ada)).ShouldContain(row => row.Id == view && row.Name == "Final" && row.Query == "q=y");

        await world.As(world.Ada, new DeleteView(view));

        (await Views(world.Ada)).ShouldNotContain(row => row.Id == view);
    }

    [Fact]
    public void The_same_view_has_the_same_words_whatever_the_order() =>
        ViewAddress.QueryOf("http://a/pipeline?sort=Name&deal=opp_1&q=x&view=view_3").ShouldBe(ViewAddress.QueryOf("?q=x&sort=Name"));

    [Theory]
    [InlineData("http://a/pipeline?deal=opp_1", "http://a/pipeline?stale=1&view=view_3&deal=opp_1")]
    [InlineData("http://a/pipeline/pl_2?insights=1&q=old&period=year&view=view_9", "http://a/pipeline/pl_2?stale=1&view=view_3&insights=1&period=year")]
    [InlineData("http://a/pipeline", "http://a/pipeline?stale=1&view=view_3")]
    public void A_view_changes_what_is_shown_and_not_what_is_open_beside_it(string address, string expected) =>
        ViewAddress.With(address, "stale=1", "view_3").ShouldBe(expected);

    private Task<IReadOnlyList<ViewRow>> Views(Person person) => world.As(person, new ListViews(SavedView.Board));
}
