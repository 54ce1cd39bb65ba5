using CrmLive.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Shell;

/// <summary>No page is forgotten: they are found in the program, and one that the sweep cannot fill in fails it.</summary>
public sealed class EveryPageTests(Site site) : Sweep(site)
{
    public static TheoryData<string> Pages => [.. Components.SelectMany(Templates).Order()];

    [Theory]
    [MemberData(nameof(Pages))]
    public Task Loads_without_a_fault_in_light_and_dark_on_a_desk_and_a_phone(string page) => LookAt(page);

    [Theory]
    [InlineData("Vic Moreau")]
    [InlineData("Sam Rivera")]
    public async Task What_the_navigation_shows_opens_and_what_it_does_not_show_says_why(string person)
    {
        var page = await Open(person, "/accounts");
        var shown = await page.Locator(".nav .nav-link").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        shown.ShouldContain("/settings/profile");

        foreach (var path in shown)
        {
            await Go(page, path);
            await Loaded(page);
            (await page.Locator(".empty[role=alert]").CountAsync()).ShouldBe(0, path);
        }

        foreach (var path in (string[])["/settings/users", "/audit", "/access/why"])
        {
            shown.ShouldNotContain(path);
            await Go(page, path);
            await Loaded(page);
            await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Your role does not allow this");
            (await page.Locator("table, .audit-list, .why-form").CountAsync()).ShouldBe(0, path);
        }

        NothingWasWrong();
    }
}
