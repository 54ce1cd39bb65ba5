using System.Reflection;
using CrmLive.Pipeline;
using CrmLive.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Shell;

/// <summary>No page is forgotten: they are found in the program, and one that this test cannot fill in fails it.</summary>
public sealed class EveryPageTests(Site site) : BrowserTest(site)
{
    private readonly List<string> _wrong = [];

    private static IEnumerable<(string Template, bool IsPlain)> Pages =>
        from component in typeof(CrmServer).Assembly.GetTypes()
        from route in component.GetCustomAttributes<RouteAttribute>()
        orderby route.Template
        select (route.Template, component.GetCustomAttribute<LayoutAttribute>()?.LayoutType == typeof(PlainLayout));

    [Fact]
    public async Task Loads_without_a_fault_in_light_and_dark_on_a_desk_and_a_phone()
    {
        var records = await Records();
        var page = Watched(await SignIn("Root Admin"));
        foreach (var (template, isPlain) in Pages)
        {
            var path = Filled(template, records);
            await page.SetViewportSizeAsync(Screen.Desk.Width, Screen.Desk.Height);
            await Go(page, path);
            await Loaded(page, isPlain);
            (await page.Locator(".empty[role=alert]").CountAsync()).ShouldBe(0, path);
            foreach (var screen in (Screen[])[Screen.Desk, Screen.Desk.Dark, Screen.Phone.Dark, Screen.Phone])
            {
                await Look(page, path, screen);
            }
        }

        _wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Vic Moreau")]
    [InlineData("Sam Rivera")]
    public async Task What_the_navigation_shows_opens_and_what_it_does_not_show_says_why(string person)
    {
        var page = Watched(await SignIn(person, "/accounts"));
        await Loaded(page, isPlain: false);
        var shown = await page.Locator(".nav .nav-link").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        shown.ShouldContain("/settings/profile");

        foreach (var path in shown)
        {
            await Go(page, path);
            await Loaded(page, isPlain: false);
            (await page.Locator(".empty[role=alert]").CountAsync()).ShouldBe(0, path);
        }

        foreach (var path in (string[])["/settings/users", "/audit", "/access/why"])
        {
            shown.ShouldNotContain(path);
            await Go(page, path);
            await Loaded(page, isPlain: false);
            await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Your role does not allow this");
            (await page.Locator("table, .audit-list, .why-form").CountAsync()).ShouldBe(0, path);
        }

        _wrong.ShouldBeEmpty();
    }

    private static string Filled(string template, IReadOnlyDictionary<string, RecordId> records) =>
        !template.Contains('{', StringComparison.Ordinal) ? template
        : records.TryGetValue(template, out var id) ? $"{template[..template.IndexOf('{', StringComparison.Ordinal)]}{id}"
        : throw new InvalidOperationException($"Nothing is known to fill {template} with: add a record for it here.");

    private async Task Look(IPage page, string path, Screen screen)
    {
        await page.SetViewportSizeAsync(screen.Width, screen.Height);
        await page.EmulateMediaAsync(new() { ColorScheme = screen.IsDark ? ColorScheme.Dark : ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });
        await page.EvaluateAsync("() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
        try
        {
            await FitsTheScreen(page);
            (await page.EvaluateAsync<bool>("() => [...document.querySelectorAll('.page-bar')].every(bar => bar.scrollHeight <= bar.clientHeight + 1)")).ShouldBeTrue("the page bar shows all that it holds");
            await Axe.Check(page);
        }
        catch (ShouldAssertException fault)
        {
            _wrong.Add($"{path} at {screen.Width} px{(screen.IsDark ? ", dark" : "")}: {fault.Message}");
        }
    }

    // Plain pages come whole; the others have heard of their keys when they are alive, and drop their skeletons when they have read all.
    private static async Task Loaded(IPage page, bool isPlain)
    {
        if (!isPlain)
        {
            await Expect(page.Locator("html[data-keys]")).ToBeAttachedAsync();
        }

        await Expect(page.Locator("h1")).ToHaveCountAsync(1);
        await Expect(page.Locator(".skeleton")).ToHaveCountAsync(0);
        await Expect(page.Locator("h1")).Not.ToBeEmptyAsync();
    }

    private IPage Watched(IPage page)
    {
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                _wrong.Add($"{page.Url}: {message.Text}");
            }
        };
        return page;
    }

    private async Task<Dictionary<string, RecordId>> Records()
    {
        var guarded = await GuardedPipeline.Make(Site, "Guarded", GuardedPipeline.Rule(StageCheck.NoSkip, RuleStrength.Hard));
        var approval = await Site.Send("Ada Lovelace", new AskForException(await guarded.Open(Site, "Ada Lovelace", "Asked deal"), guarded.Stages[2], "They have signed"));
        return await Read(new RecordId(RecordKind.MoveApproval, approval.Id));
    }

    private Task<Dictionary<string, RecordId>> Read(RecordId approval) => Site.Ask(async db => new Dictionary<string, RecordId>
    {
        ["/approvals/{Id}"] = approval,
        ["/pipeline/{PipelineKey}"] = new(RecordKind.Pipeline, await db.Pipelines.Select(pipeline => pipeline.Id).FirstAsync()),
        ["/settings/pipelines/{PipelineKey}"] = new(RecordKind.Pipeline, await db.Pipelines.Select(pipeline => pipeline.Id).FirstAsync()),
        ["/deals/{Id}"] = new(RecordKind.Deal, await db.Deals.Select(deal => deal.Id).FirstAsync()),
        ["/accounts/{Id}"] = new(RecordKind.Account, await db.Accounts.Select(account => account.Id).FirstAsync()),
        ["/contacts/{Id}"] = new(RecordKind.Contact, await db.Contacts.Select(contact => contact.Id).FirstAsync()),
        ["/products/{Id}"] = new(RecordKind.Product, await db.Products.Select(product => product.Id).FirstAsync()),
    });
}
