using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using CrmLive.Customers;
using CrmLive.Pipeline;
using CrmLive.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Shell;

/// <summary>Looks at one document after the other: what every page owes to everybody is seen here, once, and in no other test.</summary>
public abstract partial class Sweep(Site site) : BrowserTest(site)
{
    // What axe says of colours is all that the dark can change.
    private const string Contrast = """
        async () => (await axe.run(document, { runOnly: { type: 'rule', values: ['color-contrast'] } })).violations
          .flatMap(fault => fault.nodes.map(node => `${node.target.join(' ')} - ${node.failureSummary}`))
        """;

    // Colours pass over from one to the other.
    private const string Still = """
        async () => {
          await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
          await Promise.allSettled(document.getAnimations().filter(one => one.effect.getComputedTiming().endTime < 5000).map(one => one.finished));
        }
        """;

    private readonly List<string> _wrong = [];

    protected static IReadOnlyList<Type> Components { get; } = [.. typeof(CrmServer).Assembly.GetTypes().Where(type => type.IsDefined(typeof(RouteAttribute)))];

    protected static IEnumerable<string> Templates(Type component) => component.GetCustomAttributes<RouteAttribute>().Select(route => route.Template);

    /// <summary>Opens it at a desk and on a phone, in light and in dark: nothing fails, all of it fits, and everybody can use it.</summary>
    protected async Task LookAt(string document)
    {
        var path = await Filled(document);
        foreach (var screen in (Screen[])[Screen.Desk, Screen.Phone])
        {
            var page = await Open("Root Admin", path, screen);
            (await page.Locator(".empty[role=alert]").CountAsync()).ShouldBe(0, path);
            await Fits(page);
            await Axe.Check(page);
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            await page.EvaluateAsync(Still);
            await Fits(page);
            (await page.EvaluateAsync<string[]>(Contrast)).ShouldBeEmpty("in the dark");
        }

        _wrong.ShouldBeEmpty();
    }

    protected async Task<IPage> Open(string person, string path, Screen? screen = null)
    {
        var page = Watched(await OpenBrowser(screen));
        await page.Context.AddCookiesAsync([await Site.SignIn(person)]);
        await Go(page, path);
        await Loaded(page);
        return page;
    }

    // Plain pages come whole; the others have heard of their keys when they are alive, and drop their skeletons when they have read all.
    protected static async Task Loaded(IPage page)
    {
        await Expect(page.Locator("html[data-keys], .plain-card").First).ToBeAttachedAsync();
        await Expect(page.Locator("h1")).ToHaveCountAsync(1);
        await Expect(page.Locator(".skeleton")).ToHaveCountAsync(0);
        await Expect(page.Locator("h1")).Not.ToBeEmptyAsync();
    }

    protected void NothingWasWrong() => _wrong.ShouldBeEmpty();

    private static async Task Fits(IPage page)
    {
        await FitsTheScreen(page);
        (await page.EvaluateAsync<bool>("() => [...document.querySelectorAll('.page-bar')].every(bar => bar.scrollHeight <= bar.clientHeight + 1)"))
            .ShouldBeTrue("the page bar shows all that it holds");
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

    private async Task<string> Filled(string document)
    {
        // All that is noted is more than can be looked at in good time.
        var filled = document == "/audit" ? "/audit?what=AddPipeline" : document;
        foreach (var place in Places().Matches(document).Select(match => match.Value))
        {
            var template = document[..(document.IndexOf(place, StringComparison.Ordinal) + place.Length)];
            filled = filled.Replace(place, await Record(place == "{Id}" ? template : place), StringComparison.Ordinal);
        }

        return filled;
    }

    private async Task<string> Record(string place) => place switch
    {
        "/approvals/{Id}" => $"{new RecordId(RecordKind.MoveApproval, await Asked())}",
        "{PipelineKey}" => await First(RecordKind.Pipeline, db => db.Pipelines.Select(row => row.Id)),
        "/deals/{Id}" or "{Deal}" => await First(RecordKind.Deal, db => db.Deals.Where(row => row.Name == "Acme renewal").Select(row => row.Id)),
        "/accounts/{Id}" => await First(RecordKind.Account, db => db.Accounts.Select(row => row.Id)),
        "/contacts/{Id}" => await First(RecordKind.Contact, db => db.Contacts.Select(row => row.Id)),
        "/leads/{Id}" => $"{new RecordId(RecordKind.Lead, await Site.Send("Ada Lovelace", new AddRecord<Lead, LeadFields>(new LeadFields("Lena Lead"))))}",
        "/products/{Id}" => await First(RecordKind.Product, db => db.Products.Select(row => row.Id)),
        "{Yesterday}" => Site.Clock.GetUtcNow().AddDays(-1).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"Nothing is known to fill {place} with: add a record for it here."),
    };

    private async Task<string> First(RecordKind kind, Func<Data.CrmDb, IQueryable<long>> rows) => $"{new RecordId(kind, await Site.Ask(db => rows(db).OrderBy(id => id).FirstAsync()))}";

    private async Task<long> Asked()
    {
        var guarded = await GuardedPipeline.Make(Site, "Guarded", GuardedPipeline.Rule(StageCheck.NoSkip, RuleStrength.Hard));
        return (await Site.Send("Ada Lovelace", new AskForException(await guarded.Open(Site, "Ada Lovelace", "Asked deal"), guarded.Stages[2], "They have signed"))).Id;
    }

    [GeneratedRegex("\\{\\w+\\}")]
    private static partial Regex Places();
}
