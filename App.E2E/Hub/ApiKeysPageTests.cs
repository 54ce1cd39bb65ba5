using System.Net.Http.Headers;
using CrmLive.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Hub;

public sealed class ApiKeysPageTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task A_key_is_made_shown_once_used_and_revoked()
    {
        var page = await SignIn("Root Admin", "/settings/api-keys");
        await page.GetByRole(AriaRole.Button, new() { Name = "New key" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Make key" }).ClickAsync();
        await dialog.GetByText("A key needs at least one scope").WaitForAsync();
        await dialog.GetByLabel("What it is for").FillAsync("Warehouse");
        await dialog.GetByLabel("account.read", new() { Exact = true }).CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Make key" }).ClickAsync();
        var secret = await dialog.GetByLabel("Key of Root Admin").InputValueAsync();
        await Axe.Check(page);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();

        (await Ask(secret)).ShouldBe(200);
        await page.GetByText("Warehouse").WaitForAsync();
        (await page.ContentAsync()).ShouldNotContain(secret);
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke key" }).ClickAsync();

        await Expect(page.GetByText("Revoked", new() { Exact = true })).ToBeVisibleAsync();
        (await Ask(secret)).ShouldBe(401);
    }

    private async Task<int> Ask(string secret)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        using var answer = await client.GetAsync($"{Site.Address}/api/v1/accounts", TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }
}
