using System.Text.RegularExpressions;
using CrmLive.Support;
using Microsoft.Playwright;

namespace CrmLive.Access;

public sealed class SettingsPagesTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task An_administrator_adds_a_person_who_stands_in_the_list_at_once()
    {
        var page = await SignIn("Root Admin", "/settings/users");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add user" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add user" }).ClickAsync();
        await dialog.GetByText("Type the person's name.").WaitForAsync();

        await dialog.GetByLabel("Name").FillAsync("Wanda New");
        await dialog.GetByLabel("E-mail").FillAsync("wanda@acme.example");
        await dialog.GetByLabel("Sales rep").CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add user" }).ClickAsync();

        await page.GetByRole(AriaRole.Cell, new() { Name = "Wanda New", Exact = true }).WaitForAsync();
    }

    [Fact]
    public async Task The_preview_of_a_role_says_for_whom_what_would_change()
    {
        var page = await SignIn("Root Admin", "/settings/roles?role=viewer");
        await page.GetByLabel("account.create").SelectOptionAsync("All");

        await page.GetByRole(AriaRole.Button, new() { Name = "Show what would change" }).ClickAsync();

        await page.GetByText(new Regex("Vic Moreau: account.create, none to all")).WaitForAsync();
    }

    [Fact]
    public async Task The_why_page_gives_the_reasons()
    {
        var page = await SignIn("Mia Tanaka", "/access/why");
        await page.GetByLabel("Person").SelectOptionAsync(new SelectOptionValue { Label = "Sam Rivera" });
        await page.GetByLabel("Record or kind").FillAsync("opportunity");
        await page.GetByLabel("Field (optional)").SelectOptionAsync("opportunity.amount");

        await page.GetByRole(AriaRole.Button, new() { Name = "Explain" }).ClickAsync();

        await page.GetByText("Support agent hides opportunity.amount.").WaitForAsync();
    }
}
