using System.Net.WebSockets;
using System.Text;

namespace CrmLive.Bench;

/// <summary>One person who opens as much as they can at once, of one thing, for a while.</summary>
internal static class Swarm
{
    private const int AtOnce = 16;

    private static readonly TimeSpan While = TimeSpan.FromSeconds(10);

    /// <returns>How many got in.</returns>
    public static async Task<int> Of(string kind, HttpClient http, Uri address, string cookie, int count)
    {
        var open = new List<IAsyncDisposable>();
        using var end = new CancellationTokenSource(While);
        var left = count;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(AtOnce, count)).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                if (await Try(kind, http, address, cookie, end.Token) is { } one)
                {
                    lock (open)
                    {
                        open.Add(one);
                    }
                }
            }
        }));
        while (!end.IsCancellationRequested)
        {
            // What is open stays open.
            await Task.Delay(100);
        }

        foreach (var one in open)
        {
            await one.DisposeAsync();
        }

        return open.Count;
    }

    private static async Task<IAsyncDisposable?> Try(string kind, HttpClient http, Uri address, string cookie, CancellationToken ct)
    {
        try
        {
            return kind switch
            {
                "boards" => await Circuit.Open(http, new Uri(address.GetLeftPart(UriPartial.Authority)), address.PathAndQuery, cookie),
                "listeners" => await Listen(address, cookie, ct),
                _ => await Export(http, address, cookie, ct),
            };
        }
        catch (Exception refused) when (refused is HttpRequestException or WebSocketException or IOException or TimeoutException or OperationCanceledException)
        {
            return null;
        }
    }

    private static async Task<IAsyncDisposable> Listen(Uri address, string cookie, CancellationToken ct)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", cookie);
        socket.Options.SetRequestHeader("Origin", address.GetLeftPart(UriPartial.Authority));
        await socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws" }.Uri, ct);
        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"json\",\"version\":1}\u001e"), WebSocketMessageType.Text, endOfMessage: true, ct);
        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"type\":1,\"target\":\"Subscribe\",\"arguments\":[\"opportunity\"]}\u001e"), WebSocketMessageType.Text, endOfMessage: true, ct);
        return new Open(socket);
    }

    // One file after the other, as long as it lasts.
    private static async Task<IAsyncDisposable?> Export(HttpClient http, Uri address, string cookie, CancellationToken ct)
    {
        IAsyncDisposable? got = null;
        while (!ct.IsCancellationRequested)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.TryAddWithoutValidation("Cookie", cookie);
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            await answer.Content.CopyToAsync(Stream.Null, ct);
            got = answer.IsSuccessStatusCode ? new Open(Stream.Null) : got;
        }

        return got;
    }

    private sealed class Open(IDisposable what) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            what.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
