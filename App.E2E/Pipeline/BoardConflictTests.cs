using CrmLive.Support;
using Microsoft.Playwright;

namespace CrmLive.Pipeline;

public sealed class BoardConflictTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task An_undo_of_what_a_colleague_moved_since_says_who_did_what_at_the_card()
    {
        var ada = await SignIn("Ada Lovelace", "/pipeline");
        var mia = await SignIn("Mia Tanaka", "/pipeline?q=Iris%20quality");
        var card = ada.Locator("[data-deal]", new PageLocatorOptions { HasText = "Iris quality desk" });
        await card.Locator(".deal-open").FocusAsync();
        await ada.Keyboard.PressAsync("Shift+ArrowRight");
        await Assertions.Expect(Lane(mia, "Proposal").Locator("[data-deal]")).ToBeVisibleAsync();

        await mia.Locator(".deal-open").First.FocusAsync();
        await mia.Keyboard.PressAsync("Shift+ArrowRight");
        await Assertions.Expect(Lane(ada, "Negotiation").Locator("[data-deal]", new LocatorLocatorOptions { HasText = "Iris quality desk" })).ToBeVisibleAsync();
        await ada.Keyboard.PressAsync("z");

        await Assertions.Expect(card.GetByRole(AriaRole.Alert)).ToContainTextAsync("Mia Tanaka moved it to Negotiation a moment ago.");
    }

    private static ILocator Lane(IPage page, string stage) =>
        page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = stage, Exact = true });
}
