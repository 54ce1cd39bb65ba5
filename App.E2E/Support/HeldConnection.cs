using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace CrmLive.Support;

/// <summary>The connection of a browser, in which what the server says can be held up: the person acts before an old picture.</summary>
public sealed class HeldConnection
{
    private readonly Lock _gate = new();
    private readonly List<Action> _held = [];
    private bool _isHeld;

    /// <summary>Counts for pages that are opened after it.</summary>
    public static async Task<HeldConnection> Of(IPage page)
    {
        var connection = new HeldConnection();
        await page.RouteWebSocketAsync(new Regex("_blazor"), browser =>
        {
            var server = browser.ConnectToServer();
            server.OnMessage(frame => connection.Pass(() => Send(browser, frame)));
        });
        return connection;
    }

    public void Hold()
    {
        lock (_gate)
        {
            _isHeld = true;
        }
    }

    public void Release()
    {
        lock (_gate)
        {
            _isHeld = false;
            _held.ForEach(send => send());
            _held.Clear();
        }
    }

    private static void Send(IWebSocketRoute browser, IWebSocketFrame frame)
    {
        if (frame.Binary is { } bytes)
        {
            browser.Send(bytes);
        }
        else
        {
            browser.Send(frame.Text!);
        }
    }

    private void Pass(Action send)
    {
        lock (_gate)
        {
            if (_isHeld)
            {
                _held.Add(send);
            }
            else
            {
                send();
            }
        }
    }
}
