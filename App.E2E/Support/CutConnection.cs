using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Support;

/// <summary>The connection of a page, to be cut: first what it says is lost on the way, then its socket closes, and no other one opens until it is restored.</summary>
public sealed class CutConnection(IPage page)
{
    private readonly Lock _gate = new();
    private readonly List<IWebSocketRoute> _ends = [];
    private volatile bool _isCut;

    /// <summary>Counts for pages that are opened after it.</summary>
    public static async Task<CutConnection> Of(IPage page)
    {
        var connection = new CutConnection(page);
        await page.RouteWebSocketAsync(new Regex("_blazor"), connection.Open);
        await page.RouteAsync(new Regex("_blazor/negotiate"), call => connection._isCut ? call.AbortAsync() : call.ContinueAsync());
        return connection;
    }

    /// <summary>From now on the server gives circuits up as soon as their page is gone.</summary>
    public static void GiveUpAtOnce(Site site) => site.Get<IOptions<CircuitOptions>>().Value.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMilliseconds(1);

    /// <summary>Nothing arrives any more; the page does not know it yet.</summary>
    public void Silence()
    {
        lock (_gate)
        {
            _isCut = true;
        }
    }

    /// <summary>Closes the socket, and waits until the page says so.</summary>
    public async Task Cut()
    {
        Silence();
        await Task.WhenAll(Take().Select(end => end.CloseAsync(new() { Code = 4000, Reason = "cut" })));
        await Expect(page.Locator("html[data-lost]")).ToBeAttachedAsync();
    }

    /// <summary>Too late: the server has given the circuit up, and the page is built anew.</summary>
    public async Task RestoreLate()
    {
        await page.EvaluateAsync("document.documentElement.dataset.old = ''");
        _isCut = false;
        await page.EvaluateAsync("document.querySelector('[data-reconnect]').click()");
        await Expect(page.Locator("html:not([data-old])")).ToBeAttachedAsync();
    }

    private void Open(IWebSocketRoute socket)
    {
        var server = socket.ConnectToServer();
        lock (_gate)
        {
            _ends.AddRange([socket, server]);
        }

        socket.OnMessage(frame => Pass(frame, server));
    }

    private void Pass(IWebSocketFrame frame, IWebSocketRoute server)
    {
        lock (_gate)
        {
            if (_isCut)
            {
                return;
            }
        }

        if (frame.Binary is { } bytes)
        {
            server.Send(bytes);
        }
        else
        {
            server.Send(frame.Text!);
        }
    }

    private IWebSocketRoute[] Take()
    {
        lock (_gate)
        {
            IWebSocketRoute[] ends = [.. _ends];
            _ends.Clear();
            return ends;
        }
    }
}
