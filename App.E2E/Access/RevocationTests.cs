using System.Text.RegularExpressions;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace CrmLive.Access;

/// <summary>Changes of access reach pages that are open.</summary>
public sealed class RevocationTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task An_open_page_is_signed_out_when_its_session_ends()
    {
        var page = await SignIn("Ada Lovelace", "/settings/profile");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Where you are signed in" }).WaitForAsync();

        await Site.Send("Root Admin", new EndSessionsOf(await Site.UserId("Ada Lovelace")));

        await page.GetByRole(AriaRole.Heading, new() { Name = "You are signed out" }).WaitForAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/signed-out"));
        await Go(page, "/settings/profile");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/signin"));
    }

    [Fact]
    public async Task A_deactivated_person_is_out_at_once()
    {
        var page = await SignIn("Ben Okafor", "/settings/teams");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Teams" }).WaitForAsync();
        var ben = await Site.UserId("Ben Okafor");

        await Site.Send("Root Admin", new DeactivateUser(ben));

        await page.GetByRole(AriaRole.Heading, new() { Name = "You are signed out" }).WaitForAsync();
        await Site.Send("Root Admin", new ActivateUser(ben));
    }

    [Fact]
    public async Task An_open_page_shows_more_and_less_as_roles_change()
    {
        var page = await SignIn("Vic Moreau", "/settings/teams");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Teams" }).WaitForAsync();
        var add = page.GetByRole(AriaRole.Button, new() { Name = "Add team" });
        (await add.CountAsync()).ShouldBe(0);
        var vic = await Site.UserId("Vic Moreau");

        await Site.Send("Root Admin", new SetUserRoles(vic, ["admin"]));
        await add.WaitForAsync();

        await Site.Send("Root Admin", new SetUserRoles(vic, ["viewer"]));
        await Assertions.Expect(add).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_page_that_may_no_longer_be_seen_says_so()
    {
        var page = await SignIn("Mia Tanaka", "/settings/roles");
        await page.GetByRole(AriaRole.Link, new() { Name = "Sales rep" }).WaitForAsync();
        var mia = await Site.UserId("Mia Tanaka");

        await Site.Send("Root Admin", new SetUserRoles(mia, ["viewer"]));

        await page.GetByText("Your role does not allow this").WaitForAsync();
        await Site.Send("Root Admin", new SetUserRoles(mia, ["manager"]));
        await page.GetByRole(AriaRole.Link, new() { Name = "Sales rep" }).WaitForAsync();
    }

    [Fact]
    public async Task One_browser_ends_the_session_of_another()
    {
        var one = await SignIn("Tess Novak", "/settings/profile");
        var other = await SignIn("Tess Novak", "/settings/profile");
        await one.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("End session on") }).First.ClickAsync();

        await other.GetByRole(AriaRole.Heading, new() { Name = "You are signed out" }).WaitForAsync();
        await one.GetByText("The session has ended.").WaitForAsync();
        (await Site.Ask(db => db.Sessions.CountAsync(session => session.EndedAt != null && session.Method == "evaluation"))).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Signing_out_by_the_form_ends_every_page_of_the_browser()
    {
        var page = await SignIn("Sam Rivera", "/settings/profile");
        var second = await page.Context.NewPageAsync();
        await Go(second, "/settings/teams");
        await second.GetByRole(AriaRole.Heading, new() { Name = "Teams" }).WaitForAsync();

        await Go(page, "/signout");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/signed-out"));
        await second.GetByRole(AriaRole.Heading, new() { Name = "You are signed out" }).WaitForAsync();
    }
}
