using System.Text.RegularExpressions;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace CrmLive.Access;

/// <summary>Signing in at an identity provider that is not ours, through its own pages.</summary>
public sealed class DirectorySignInTests(DirectorySite site) : IClassFixture<DirectorySite>, IAsyncDisposable
{
    private readonly List<IPage> _pages = [];

    private static readonly DirectoryEntry Grace = new("grace", "Grace Hopper", "grace@contoso.test", "Sales");
    private static readonly DirectoryEntry Root = new("root", "Rosa Root", "rosa@contoso.test", "Boss");

    public async ValueTask DisposeAsync()
    {
        foreach (var page in _pages)
        {
            await Chromium.Close(page);
        }
    }

    [Fact]
    public async Task A_person_of_the_directory_signs_in_and_roles_follow_the_directory_each_time()
    {
        site.Directory.Say(Grace);
        var page = await Open();
        await SignIn(page, "grace");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/settings/profile$"));
        await page.GetByRole(AriaRole.Heading, new() { Name = "Grace Hopper" }).WaitForAsync();
        (await RolesOf("oid-of-grace")).ShouldBe(["rep"]);

        site.Directory.Say(Grace with { Name = "Grace B. Hopper", Roles = ["Boss", "Sales"] });
        var again = await Open();
        await SignIn(again, "grace");
        await again.GetByRole(AriaRole.Heading, new() { Name = "Grace B. Hopper" }).WaitForAsync();

        (await RolesOf("oid-of-grace")).ShouldBe(["admin", "rep"]);
        (await site.Ask(db => db.AuditEntries.CountAsync(entry => entry.Action == "SignInFromDirectory"))).ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_here_and_at_the_provider()
    {
        site.Directory.Say(Root);
        var page = await Open();
        await SignIn(page, "root");
        await page.GotoAsync(site.Address + "/signout");

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Yes, sign me out" }).ClickAsync();

        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/signed-out"));
        await page.GotoAsync(site.Address + "/settings/profile");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/signin"));
    }

    [Theory]
    [InlineData("norole", "You have no role here")]
    [InlineData("stranger", "Your organisation is not known here")]
    [InlineData("taken", "Your account is not linked yet")]
    public async Task Who_may_not_come_in_is_told_why_and_what_to_do(string login, string title)
    {
        site.Directory.Say(
            new DirectoryEntry("norole", "Nora", "nora@contoso.test", "Cook"),
            new DirectoryEntry("stranger", "Stan", "stan@elsewhere.test", "Sales") { Tid = "22222222-2222-2222-2222-222222222222" },
            new DirectoryEntry("taken", "Not Ada", "ada@acme.example", "Sales"));
        var page = await Open();

        await SignIn(page, login);

        await page.GetByRole(AriaRole.Heading, new() { Name = title }).WaitForAsync();
        await page.GetByText("What to do:").WaitForAsync();
    }

    [Fact]
    public async Task Cancelling_is_no_failure()
    {
        var page = await Open();
        await Begin(page);

        await page.GetByRole(AriaRole.Link, new() { Name = "Cancel" }).ClickAsync();

        await page.GetByRole(AriaRole.Heading, new() { Name = "You did not sign in" }).WaitForAsync();
    }

    [Fact]
    public async Task An_answer_serves_once_and_only_the_browser_that_asked()
    {
        site.Directory.Say(Grace);
        var page = await Open();
        var answer = "";
        page.Request += (_, request) => answer = request.Url.Contains("/signin/callback", StringComparison.Ordinal) ? request.Url : answer;
        await SignIn(page, "grace");
        await page.Locator("#content").WaitForAsync();

        await page.GotoAsync(answer);
        await page.GetByRole(AriaRole.Heading, new() { Name = "This sign-in is over" }).WaitForAsync();
        var thief = await Open();
        await thief.GotoAsync(answer);
        await thief.GetByRole(AriaRole.Heading, new() { Name = "This sign-in is over" }).WaitForAsync();
    }

    [Fact]
    public async Task The_request_carries_state_nonce_and_an_s256_challenge()
    {
        var page = await Open();
        var asked = "";
        page.Request += (_, request) => asked = request.Url.Contains("code_challenge", StringComparison.Ordinal) ? request.Url : asked;

        await Begin(page);

        asked.ShouldContain("code_challenge_method=S256");
        asked.ShouldContain("state=");
        asked.ShouldContain("nonce=");
        asked.ShouldContain("response_type=code");
    }

    [Fact]
    public async Task Nothing_about_the_person_or_their_tokens_is_logged()
    {
        site.Directory.Say(Grace);
        var page = await Open();
        var answer = "";
        page.Request += (_, request) => answer = request.Url.Contains("/signin/callback", StringComparison.Ordinal) ? request.Url : answer;
        await SignIn(page, "grace");
        await page.Locator("#content").WaitForAsync();

        var code = new Uri(answer).Query.TrimStart('?').Split('&').Single(part => part.StartsWith("code=", StringComparison.Ordinal))[5..];
        var log = string.Join('\n', site.Log);
        log.ShouldNotBeEmpty();
        foreach (var secret in (string[])[code, "eyJ", "grace@contoso.test", "Grace", "a-secret-of-the-client", "oid-of-grace", "state=", "nonce="])
        {
            log.ShouldNotContain(secret);
        }
    }

    [Fact]
    public async Task No_evaluation_account_is_offered_beside_a_directory()
    {
        var page = await Open();
        await page.GotoAsync(site.Address + "/signin");

        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Microsoft" }).WaitForAsync();
        (await page.GetByText("Ada Lovelace").CountAsync()).ShouldBe(0);
    }

    private async Task<IPage> Open()
    {
        var context = await (await site.Chromium.Browser()).NewContextAsync();
        context.SetDefaultTimeout(Chromium.Patience);
        var page = await context.NewPageAsync();
        _pages.Add(page);
        return page;
    }

    private async Task Begin(IPage page)
    {
        await page.GotoAsync(site.Address + "/signin?to=/settings/profile");
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Microsoft" }).ClickAsync();
        await page.Locator("input[name=login]").WaitForAsync();
    }

    private async Task SignIn(IPage page, string login)
    {
        await Begin(page);
        await page.Locator("input[name=login]").FillAsync(login);
        await page.Locator("input[name=password]").FillAsync("any");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign-in" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("^" + Regex.Escape(site.Address) + "/"));
    }

    private Task<List<string>> RolesOf(string oid) => site.Ask(db => db.UserRoles
        .Where(link => db.Users.Any(user => user.Id == link.UserId && user.DirectoryUser == oid))
        .Join(db.Roles, link => link.RoleId, role => role.Id, (_, role) => role.Key)
        .OrderBy(key => key)
        .ToListAsync());
}
