using System.Text.RegularExpressions;
using CrmLive.Support;
using Microsoft.Playwright;

namespace CrmLive.Access;

public sealed class SignInTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task One_click_signs_in()
    {
        var page = await OpenBrowser();
        await Go(page, "/settings/profile");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/signin"));

        await page.GetByRole(AriaRole.Button, new() { Name = "Ada Lovelace" }).ClickAsync();

        await page.GetByRole(AriaRole.Heading, new() { Name = "Ada Lovelace" }).WaitForAsync();
        await Assertions.Expect(page).ToHaveURLAsync(Site.Address + "/settings/profile");
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
}
