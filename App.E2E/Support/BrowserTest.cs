using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace CrmLive.Support;

/// <summary>
/// Base of the browser tests. Everybody who signs in gets a browser profile of their own for as long as the test lasts. A fault of a script or a breach of
/// the content security policy fails the test; pictures of a failed one, and what the program warned of, lie in artifacts/browser.
/// </summary>
public abstract partial class BrowserTest(Site site) : IClassFixture<Site>, IAsyncLifetime
{
    private readonly List<IPage> _pages = [];
    private readonly List<string> _faults = [];

    protected Site Site => site;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            await TakePictures();
        }

        foreach (var profile in _pages.Select(page => page.Context).Distinct())
        {
            await site.Profiles.GiveBack(profile);
        }

        _faults.ShouldBeEmpty();
    }

    /// <summary>Opens a page as somebody of the cast, in a profile of their own, and waits until it is alive. The form is passed by; it has its own test.</summary>
    protected async Task<IPage> SignIn(string person, string path = "/", Screen? screen = null, string locale = "en-GB")
    {
        var page = await OpenBrowser(screen, locale);
        await page.Context.AddCookiesAsync([await site.SignIn(person)]);
        await Go(page, path);
        await page.Locator("#content").WaitForAsync();
        return page;
    }

    /// <summary>A browser in which nobody has signed in.</summary>
    protected async Task<IPage> OpenBrowser(Screen? screen = null, string locale = "en-GB")
    {
        var page = await site.Profiles.Open(screen ?? Screen.Desk, locale, site.Address);
        page.PageError += (_, fault) =>
        {
            if (!IsOfTheCut(fault))
            {
                _faults.Add(fault);
            }
        };
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && message.Text.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase))
            {
                _faults.Add(message.Text);
            }
        };
        _pages.Add(page);
        return page;
    }

    protected Task Go(IPage page, string path) => page.GotoAsync(site.Address + path);

    /// <summary>Nothing sticks out to the right of the screen.</summary>
    protected static async Task FitsTheScreen(IPage page) =>
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - window.innerWidth")).ShouldBeLessThanOrEqualTo(1);

    // Blazor's own script still answers the server in the moment in which the connection goes.
    private static bool IsOfTheCut(string fault) =>
        fault.Contains("Cannot send data if the connection is not in the 'Connected' State", StringComparison.Ordinal) && fault.Contains("endInvokeJSFromDotNet", StringComparison.Ordinal);

    private async Task TakePictures()
    {
        var folder = Directory.CreateDirectory(Repository.PathOf("artifacts", "browser")).FullName;
        var test = NotInNames().Replace(TestContext.Current.Test?.TestDisplayName ?? "test", "-");
        await File.WriteAllLinesAsync(Path.Combine(folder, $"{test}.log"), site.Log);
        var open = _pages.FindAll(page => !page.IsClosed);
        for (var i = 0; i < open.Count; i++)
        {
            await open[i].ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{test}-{i + 1}.png") });
        }
    }

    [GeneratedRegex("[^A-Za-z0-9_.]+")]
    private static partial Regex NotInNames();
}

/// <summary>What somebody sits in front of.</summary>
public sealed record Screen(int Width, int Height, bool IsTouch = false, bool IsDark = false)
{
    public static readonly Screen Desk = new(1440, 900);
    public static readonly Screen Phone = new(390, 844, IsTouch: true);

    public Screen Dark => this with { IsDark = true };
}
