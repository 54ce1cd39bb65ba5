using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Customers;

/// <summary>The board that every list with a choice has.</summary>
public sealed class LeadBoardTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task A_lead_is_dragged_to_another_status_moved_by_its_menu_and_taken_back()
    {
        var ada = await SignIn("Ada Lovelace", "/leads?as=board");
        await Column(ada, "New").GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Noor Haddad" }).DragToAsync(Column(ada, "Working"));
        await Expect(Column(ada, "Working")).ToContainTextAsync("Noor Haddad");
        await Saved("working");

        await Column(ada, "Working").GetByLabel("Move Noor Haddad").ClickAsync();
        await Column(ada, "Working").GetByRole(AriaRole.Button, new() { Name = "Nurturing" }).ClickAsync();
        await Expect(Column(ada, "Nurturing")).ToContainTextAsync("Noor Haddad");
        await Saved("nurturing");

        await ada.GetByRole(AriaRole.Button, new() { Name = "Undo" }).Last.ClickAsync();
        await Expect(Column(ada, "Working")).ToContainTextAsync("Noor Haddad");
        await Saved("working");
    }

    private static ILocator Column(IPage page, string status) => page.GetByRole(AriaRole.Region, new() { Name = status, Exact = true });

    private Task Saved(string status) => TestPatience.Until(
        async () => await Site.Ask(db => db.Set<Lead>().Where(lead => lead.Name == "Noor Haddad").Select(lead => lead.Status).SingleAsync()) == status, $"the status {status}");
}
