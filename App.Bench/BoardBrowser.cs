using Microsoft.Playwright;

namespace CrmLive.Bench;

/// <summary>Chromium, with people who are signed in.</summary>
internal sealed class BoardBrowser(IPlaywright playwright, IBrowser browser) : IAsyncDisposable
{
    private static readonly string[] Programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    public static bool IsMissing => !Programs.Any(File.Exists);

    public static async Task<BoardBrowser> Start()
    {
        var playwright = await Playwright.CreateAsync();
        return new BoardBrowser(playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Programs.First(File.Exists),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        }));
    }

    /// <summary>A window of its own; nothing is open in it yet.</summary>
    public async Task<IPage> Window(Uri site, (string Name, string Value) cookie)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1440, Height = 900 } });
        await context.AddCookiesAsync([new Cookie { Name = cookie.Name, Value = cookie.Value, Url = site.ToString() }]);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
