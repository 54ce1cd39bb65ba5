using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace CrmLive.Support;

/// <summary>The connection of a browser: what the server says can be held up, so that the person acts before an old picture, and it can be cut.</summary>
public sealed class HeldConnection
{
    private readonly Lock _gate = new();
    private readonly List<Action> _held = [];
    private bool _isHeld;
    private bool _isCut;
    private Func<Task> _close = () => Task.CompletedTask;

    /// <summary>Counts for pages that are opened after it.</summary>
    public static async Task<HeldConnection> Of(IPage page)
    {
        var connection = new HeldConnection();
        await page.RouteWebSocketAsync(new Regex("_blazor"), browser =>
        {
            if (connection._isCut)
            {
                _ = browser.CloseAsync();
                return;
            }

            var server = browser.ConnectToServer();
            connection._close = () => Task.WhenAll(server.CloseAsync(), browser.CloseAsync());
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

    /// <summary>Nobody hears the other, and no new connection comes about until it is mended.</summary>
    public Task Cut()
    {
        _isCut = true;
        return _close();
    }

    public void Mend() => _isCut = false;

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
