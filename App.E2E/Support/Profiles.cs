using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace CrmLive.Support;

/// <summary>
/// The browser profiles of a test class. One that a test has given back serves the next that wants its like: what the browser has read and compiled of the
/// program it need not read again. Nothing of the person before is left in it, and who needs two at once gets two.
/// </summary>
public sealed class Profiles(Chromium chromium)
{
    private readonly ConcurrentDictionary<(Screen, string), ConcurrentBag<IBrowserContext>> _free = [];
    private readonly ConcurrentDictionary<IBrowserContext, (Screen, string)> _all = [];

    /// <summary>A page in a profile that nobody else uses meanwhile and in which nobody has signed in.</summary>
    /// <param name="origin">Of which nothing is known there.</param>
    public async Task<IPage> Open(Screen screen, string locale, string origin)
    {
        var kind = (screen with { IsDark = false }, locale);
        var page = await (_free.GetOrAdd(kind, _ => []).TryTake(out var known) ? Forgetful(known, origin) : New(kind));
        if (screen.IsDark)
        {
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        }

        return page;
    }

    /// <summary>Closes what is open in a profile that a test is done with, and keeps it for the next one.</summary>
    public async Task GiveBack(IBrowserContext profile)
    {
        await Task.WhenAll(profile.Pages.ToList().Select(page => Chromium.OrGiveUp(page.CloseAsync())));
        if (_all.TryGetValue(profile, out var kind))
        {
            _free[kind].Add(profile);
        }
    }

    public Task Close() => Task.WhenAll(_all.Keys.Select(profile => Chromium.OrGiveUp(profile.CloseAsync())));

    private static async Task<IPage> Forgetful(IBrowserContext profile, string origin)
    {
        await profile.ClearCookiesAsync();
        var page = await profile.NewPageAsync();
        var session = await profile.NewCDPSessionAsync(page);
        await session.SendAsync("Storage.clearDataForOrigin", new() { ["origin"] = origin, ["storageTypes"] = "local_storage" });
        await session.DetachAsync();
        return page;
    }

    private async Task<IPage> New((Screen Screen, string Locale) kind)
    {
        var profile = await (await chromium.Browser()).NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = kind.Screen.Width, Height = kind.Screen.Height },
            HasTouch = kind.Screen.IsTouch,
            IsMobile = kind.Screen.IsTouch,
            Locale = kind.Locale,
            ReducedMotion = ReducedMotion.Reduce,
        });
        profile.SetDefaultTimeout(Chromium.Patience);
        _all[profile] = kind;
        profile.Close += (_, _) => _all.TryRemove(profile, out _);
        return await profile.NewPageAsync();
    }
}
