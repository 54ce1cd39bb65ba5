using CrmLive.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Pipeline;

/// <summary>Cards in groups are put in order within their own: a drag never changes whose a deal is.</summary>
public sealed class BoardGroupTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task Alt_and_an_arrow_changes_places_with_the_next_card_of_the_same_group()
    {
        var (mia, hers) = await Open("By key");
        await Eventually(hers, ["Ada one", "Ada two", "Ben one", "Ben two"]);

        await hers.Press("Ada one", "Alt+ArrowDown");
        await Eventually(hers, ["Ada two", "Ada one", "Ben one", "Ben two"]);
        await mia.Keyboard.PressAsync("Alt+ArrowDown");
        await hers.Press("Ben two", "Alt+ArrowUp");

        await Eventually(hers, ["Ada two", "Ada one", "Ben two", "Ben one"]);
    }

    [Fact]
    public async Task A_card_carried_over_another_group_lands_in_its_own_and_keeps_its_owner()
    {
        var (mia, hers) = await Open("By hand");
        var card = hers.Card("Ada one");
        var box = (await hers.Card("Ben two").BoundingBoxAsync())!;

        await hers.Lift(card);
        await mia.Mouse.MoveAsync(box.X + 70, box.Y + 80, new() { Steps = 8 });
        await Expect(mia.Locator(".deal-slot")).ToBeVisibleAsync();
        var slot = (await mia.Locator(".deal-slot").BoundingBoxAsync())!;
        (await hers.Lane("First").Locator(".lane-group-head").Last.BoundingBoxAsync())!.Y.ShouldBeGreaterThanOrEqualTo(slot.Y + slot.Height);
        await hers.Drop();

        await Eventually(hers, ["Ada two", "Ada one", "Ben one", "Ben two"]);
        await hers.Settled();
        await Expect(card.GetByLabel("Ada Lovelace")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_card_carried_to_a_column_where_its_group_has_none_begins_it()
    {
        var (_, hers) = await Open("To the next");

        await hers.Drag("Ben two", "Second");

        await Expect(hers.Card("Second", "Ben two")).ToBeVisibleAsync();
        await Expect(hers.Lane("Second").Locator(".lane-group-head")).ToContainTextAsync("Ben Okafor");
    }

    private async Task<(IPage Page, Hand Hand)> Open(string name)
    {
        var way = await GuardedPipeline.Make(Site, name, _ => { });

        // The latest lies on top: by rank those of both alternate.
        foreach (var number in (string[])["two", "one"])
        {
            await way.Open(Site, "Ada Lovelace", $"Ada {number}");
            await way.Open(Site, "Ben Okafor", $"Ben {number}");
        }

        var mia = await SignIn("Mia Tanaka", $"{way.Path}?group=Owner");
        return (mia, await new Hand(mia).Ready());
    }

    private static Task Eventually(Hand hand, string[] names) => Expect(hand.Lane("First").Locator(".deal-open")).ToHaveTextAsync(names);
}
