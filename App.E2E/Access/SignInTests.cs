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
        page.Url.ShouldBe(Site.Address + "/");
    }

    [Fact]
    public async Task The_sign_in_page_has_no_serious_accessibility_fault()
    {
        var page = await OpenBrowser();
        await Go(page, "/signin");

        await Axe.Check(page);
    }
}
