using CrmLive.Access;

namespace CrmLive.Shell;

public sealed class NavigationTests
{
    private static readonly NavItem Accounts = new(NavGroups.Customers, "Accounts", "/accounts", "account", "account.read");
    private static readonly NavItem Pipeline = new(NavGroups.Sell, "Pipeline", "/pipeline", "board", "opportunity.read");
    private static readonly NavItem Audit = new(NavGroups.Settings, "Audit", "/settings/audit", "audit", "audit.read");
    private static readonly NavItem Profile = new(NavGroups.Settings, "Profile", "/settings", "user");

    private readonly Navigation _navigation = new([Audit, Accounts, Profile, Pipeline]);

    [Fact]
    public void Places_stand_in_the_order_of_their_groups_and_only_for_who_may_go_there()
    {
        _navigation.For(Me("account.read", "opportunity.read")).ShouldBe([Pipeline, Accounts, Profile]);
        _navigation.For(Me()).ShouldBe([Profile]);
    }

    [Fact]
    public void An_address_belongs_to_the_place_with_the_longest_start()
    {
        _navigation.At("/accounts/acc_1001").ShouldBe(Accounts);
        _navigation.At("/settings/audit").ShouldBe(Audit);
        _navigation.At("/settings/roles").ShouldBe(Profile);
        _navigation.At("/accountsx").ShouldBeNull();
    }

    [Fact]
    public void The_palette_offers_what_the_person_may_use_and_forgives_a_slip()
    {
        var search = new PaletteSearch(_navigation, [new PaletteAction("New account", "/accounts?new=1", "plus", "account.create", "company")], []);

        search.Offers(Me("account.read"), "").Select(entry => entry.Label).ShouldBe(["Accounts", "Profile"]);
        search.Offers(Me("account.read", "account.create"), "nwe acount")[0].Label.ShouldBe("New account");
        search.Offers(Me("account.read", "account.create"), "compny")[0].Label.ShouldBe("New account");
        search.Offers(Me("account.read"), "new account").ShouldNotContain(entry => entry.Label == "New account");
        search.Offers(Me(), "dark")[0].Href.ShouldBe("look:theme/dark");
    }

    [Theory]
    [InlineData("/pipeline?new=1", "/pipeline/pl_2?q=acme&deal=opp_1", "/pipeline/pl_2?q=acme&deal=opp_1&new=1")]
    [InlineData("/pipeline?new=1", "/pipeline?new=1", "/pipeline?new=1")]
    [InlineData("/pipeline?new=1", "/pipeline-insights?period=year", "/pipeline?new=1")]
    [InlineData("/accounts?new=1", "/accounts/acc_1?tab=Deals", "/accounts?new=1")]
    public void An_action_for_what_is_open_keeps_it_open(string href, string here, string expected)
    {
        var search = new PaletteSearch(_navigation, [new PaletteAction("New deal", "/pipeline?new=1", "plus") { IsForPageBelow = true }, new PaletteAction("New account", "/accounts?new=1", "plus")], []);

        search.Way(href, here).ShouldBe(expected);
    }

    private static Me Me(params string[] permissions) =>
        new(1, "Ada", "ada@acme.example", "Acme", permissions.ToHashSet(), new HashSet<string>(), "system", "comfortable", null);
}
