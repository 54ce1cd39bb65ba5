using Microsoft.Playwright;

namespace CrmLive.Support;

/// <summary>A finger on a touch screen, which Playwright itself can only tap with.</summary>
internal sealed class Finger(ICDPSession session) : IAsyncDisposable
{
    public static async Task<Finger> Of(IPage page) => new(await page.Context.NewCDPSessionAsync(page));

    public Task Down(float x, float y) => Touch("touchStart", At(x, y));

    public Task Move(float x, float y) => Touch("touchMove", At(x, y));

    public Task Up() => Touch("touchEnd", []);

    public async ValueTask DisposeAsync() => await session.DetachAsync();

    private static object[] At(float x, float y) => [new Dictionary<string, object> { ["x"] = x, ["y"] = y }];

    private Task Touch(string type, object[] points) =>
        session.SendAsync("Input.dispatchTouchEvent", new Dictionary<string, object> { ["type"] = type, ["touchPoints"] = points });
}
