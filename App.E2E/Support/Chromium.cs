using CrmLive.Support;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]
[assembly: CollectionBehavior(MaxParallelThreads = 2)]

namespace CrmLive.Support;

/// <summary>One browser for the whole run; every person has a profile of their own in it.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>How long a test waits for what must come, in milliseconds: long enough for a machine that has much else to do.</summary>
    public const int Patience = 60_000;

    private const string Missing =
        "There is no Chromium here (looked for chromium-headless-shell, chromium, chromium-browser, google-chrome): install it, for example with apt.";

    // The one without a window of its own does the same for a third less of the processor.
    private static readonly string[] Names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"];

    private readonly SemaphoreSlim _gate = new(1, 1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>The running browser. Without one the test skips itself; on a build server, where CI is set, it fails.</summary>
    public async Task<IBrowser> Browser()
    {
        var program = Find();
        Assert.SkipWhen(program is null && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")), Missing);
        Assert.False(program is null, Missing);
        await _gate.WaitAsync().Soon("the browser to start", TestPatience.Long);
        try
        {
            return _browser ??= await Launch(program);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await OrGiveUp(_browser.CloseAsync());
        }

        _playwright?.Dispose();
        _gate.Dispose();
    }

    /// <summary>Ends what somebody did. What has been seen has been seen: a profile that the browser does not close in time goes with the browser, and that with its driver.</summary>
    public static Task Close(IPage page) => OrGiveUp(page.Context.CloseAsync());

    internal static async Task OrGiveUp(Task closing)
    {
        try
        {
            await closing.WaitAsync(TimeSpan.FromMilliseconds(Patience));
        }
        catch (TimeoutException)
        {
            // Seen once in some thousand: no answer ever comes to the question to close.
        }
    }

    private static string? Find()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/bin").ToList();
        return Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }

    private async Task<IBrowser> Launch(string program)
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        return await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }
}
