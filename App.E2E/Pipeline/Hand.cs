using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Pipeline;

/// <summary>Somebody at the board of a pipeline: where its columns and cards are, and a mouse that lifts, carries and drops.</summary>
internal sealed class Hand(IPage page)
{
    public ILocator Lane(string stage) => page.GetByRole(AriaRole.Region, new() { Name = stage, Exact = true });

    public ILocator Cards(string stage) => Lane(stage).Locator("[data-cards]");

    public ILocator Card(string deal) => page.Locator("[data-deal]", new() { HasText = deal });

    public ILocator Card(string stage, string deal) => Lane(stage).Locator("[data-deal]", new() { HasText = deal });

    /// <summary>The name on the card, which takes the focus.</summary>
    public ILocator Name(string deal) => Card(deal).Locator(".deal-open");

    public ILocator Count(string stage) => Lane(stage).Locator(".lane-count").First;

    /// <summary>What is said at the card about a move that was refused.</summary>
    public ILocator Refusal(string stage, string deal) => Card(stage, deal).GetByRole(AriaRole.Alert);

    /// <summary>Waits until keys and pointers are heard.</summary>
    public async Task<Hand> Ready()
    {
        await Expect(page.Locator(".board[data-ready]")).ToBeAttachedAsync();
        return this;
    }

    public async Task Press(string deal, string keys)
    {
        await Name(deal).FocusAsync();
        await page.Keyboard.PressAsync(keys);
    }

    /// <summary>Scrolls a column so far down, and puts the focus on a card that is in sight then.</summary>
    public async Task<string> ScrollDown(string stage, int top, string deal)
    {
        await Expect(Lane(stage).Locator("[data-deal]").First).ToBeVisibleAsync();
        await Cards(stage).EvaluateAsync("(cards, top) => cards.scrollTop = top", top);
        var name = await Lane(stage).Locator(".deal-open", new() { HasText = deal }).InnerTextAsync();
        await Name(name).EvaluateAsync("name => name.focus({ preventScroll: true })");
        return name;
    }

    public Task<int> ScrollTop(string stage) => Cards(stage).EvaluateAsync<int>("cards => Math.round(cards.scrollTop)");

    /// <summary>How far below the top of the window a card is seen.</summary>
    public async Task<float> Height(string deal) => (await Card(deal).BoundingBoxAsync())!.Y;

    /// <summary>Waits until the card that was dropped lies where it stays.</summary>
    public Task Settled() => Expect(page.Locator(".is-ghost")).ToHaveCountAsync(0);

    public Task Lift(string deal) => Lift(Card(deal));

    // Hovering waits until the card rests and nothing lies over it: what arrives above a board pushes it down.
    public async Task Lift(ILocator card)
    {
        await Settled();
        await card.HoverAsync(new() { Position = new() { X = 60, Y = 20 } });
        var box = (await card.BoundingBoxAsync())!;
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + 75, box.Y + 25, new() { Steps = 3 });
        await Expect(page.Locator(".is-ghost")).ToBeVisibleAsync();
    }

    public async Task Over(string stage)
    {
        await Lane(stage).EvaluateAsync("lane => lane.scrollIntoView({ inline: 'nearest' })");
        var box = (await Lane(stage).BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + 150, new() { Steps = 8 });
        await Expect(Lane(stage)).ToHaveAttributeAsync("data-landing", "");
    }

    public Task Drop() => page.Mouse.UpAsync();

    public Task Drag(string deal, string stage) => Drag(Card(deal), stage);

    public async Task Drag(ILocator card, string stage)
    {
        await Lift(card);
        await Over(stage);
        await page.Mouse.UpAsync();
    }

    /// <summary>Lets go a little above the middle of the other card, so that it lands before it.</summary>
    public async Task DragOnto(ILocator card, ILocator other)
    {
        await Lift(card);
        var box = (await other.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + 70, box.Y + 10, new() { Steps = 8 });
        await Expect(page.Locator(".deal-slot")).ToBeVisibleAsync();
        await page.Mouse.UpAsync();
    }
}
