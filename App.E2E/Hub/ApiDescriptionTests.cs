using CrmLive.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Hub;

public sealed class ApiDescriptionTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task Is_read_and_unfolded_in_the_browser()
    {
        var page = await OpenBrowser();
        await Go(page, "/docs");
        var call = page.Locator(".opblock").First;

        await call.GetByRole(AriaRole.Button).First.ClickAsync();

        await Expect(call.Locator(".opblock-body")).ToBeVisibleAsync();
    }
}
