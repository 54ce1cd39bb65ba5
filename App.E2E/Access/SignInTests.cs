using CrmLive.Support;
using Microsoft.Playwright;

namespace CrmLive.Access;

public sealed class SignInTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task One_click_signs_in()
    {
        var page = await SignIn("Ada Lovelace");

        await Assertions.Expect(page.GetByRole(AriaRole.Heading).First).ToBeVisibleAsync();
        page.Url.ShouldStartWith(Site.Address + "/");
        page.Url.ShouldNotContain("signin");
    }

    [Fact]
    public async Task Who_is_signed_in_finds_the_accounts_too()
    {
        var page = await SignIn("Ada Lovelace");
        await Go(page, "/signin");

        await page.GetByRole(AriaRole.Button, new() { Name = "Mia Tanaka" }).ClickAsync();

        await page.Locator("#content").WaitForAsync();
        var person = await Site.UserId("Mia Tanaka");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-person", $"{person}");
    }

    [Fact]
    public async Task The_sign_in_page_has_no_serious_accessibility_fault()
    {
        foreach (var screen in (Screen[])[Screen.Desk, Screen.Desk.Dark, Screen.Phone])
        {
            var page = await OpenBrowser(screen);
            await Go(page, "/signin");
            await page.GetByText("Ada Lovelace").WaitForAsync();
            await Axe.Check(page);
            await FitsTheScreen(page);
        }
    }
}
