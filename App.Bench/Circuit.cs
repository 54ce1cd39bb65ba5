using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CrmLive.Bench;

/// <summary>
/// A page that is open without a browser: it asks for the page, starts its circuit as Blazor's script does, confirms what is drawn and answers what is
/// asked of the script. For the server it is a person who looks; only nobody draws.
/// </summary>
internal sealed partial class Circuit : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _gone = new();
    private readonly TaskCompletionSource _alive = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Uri _site;
    private readonly string _cookie;
    private string _id = "";
    private Task _listening = Task.CompletedTask;
    private int _calls;

    private Circuit(Uri site, string cookie) => (_site, _cookie) = (site, cookie);

    /// <summary>How often the server has sent something to draw.</summary>
    public int Drawn { get; private set; }

    /// <summary>Returns when the first picture of the page is there.</summary>
    public static async Task<Circuit> Open(HttpClient http, Uri site, string path, string cookie)
    {
        var circuit = new Circuit(site, cookie);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(site, path));
        request.Headers.TryAddWithoutValidation("Cookie", cookie);
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        await circuit.Start(new Uri(site, path), await answer.Content.ReadAsStringAsync());
        return circuit;
    }

    /// <summary>Leaves as a browser does that closes its tab: it says goodbye, so the server keeps nothing for its return.</summary>
    public async Task Leave(HttpClient http)
    {
        using var form = new MultipartFormDataContent { { new StringContent(_id), "circuitId" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_site, "/_blazor/disconnect")) { Content = form };
        request.Headers.TryAddWithoutValidation("Cookie", _cookie);
        request.Headers.TryAddWithoutValidation("Origin", _site.GetLeftPart(UriPartial.Authority));
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        _socket.Abort();
        await _listening;
        _socket.Dispose();
        _gone.Dispose();
    }

    private async Task Start(Uri page, string html)
    {
        var state = State().Match(html).Groups["state"].Value;
        var operations = new JsonArray([.. Marker().Matches(html).Select(match => JsonNode.Parse(match.Groups["json"].Value)!)
            .Where(marker => marker["descriptor"] is not null)
            .Select((marker, i) => new JsonObject { ["type"] = "add", ["ssrComponentId"] = i + 1, ["marker"] = marker })]);
        _socket.Options.SetRequestHeader("Cookie", _cookie);
        _socket.Options.SetRequestHeader("Origin", _site.GetLeftPart(UriPartial.Authority));
        await _socket.ConnectAsync(new Uri($"ws://{_site.Authority}/_blazor"), _gone.Token);
        await Send(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"));
        _listening = Listen();
        await Send(BlazorPack.Call("1", "StartCircuit", $"{_site.GetLeftPart(UriPartial.Authority)}/", page.ToString(), "[]", state));
        await _alive.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await Send(BlazorPack.Call(null, "UpdateRootComponents", new JsonObject { ["batchId"] = 1, ["operations"] = operations }.ToJsonString(), state));
    }

    private async Task Listen()
    {
        var received = new byte[64 * 1024];
        var (count, isGreeted) = (0, false);
        try
        {
            while (true)
            {
                if (count == received.Length)
                {
                    Array.Resize(ref received, 2 * received.Length);
                }

                var got = await _socket.ReceiveAsync(received.AsMemory(count), _gone.Token);
                if (got.MessageType == WebSocketMessageType.Close)
                {
                    throw new IOException($"The server closed the circuit: {_socket.CloseStatusDescription}");
                }

                count += got.Count;
                if (!isGreeted)
                {
                    // The answer to the handshake ends with a separator.
                    var end = Array.IndexOf(received, (byte)0x1e, 0, count);
                    if (end < 0)
                    {
                        continue;
                    }

                    (isGreeted, count) = (true, Drop(received, count, end + 1));
                }

                var taken = 0;
                foreach (var message in BlazorPack.Messages(received, count, done => taken = done))
                {
                    await Answer(message);
                }

                count = Drop(received, count, taken);
            }
        }
        catch (Exception end) when (_gone.IsCancellationRequested || end is WebSocketException or IOException)
        {
            _alive.TrySetException(end);
        }
    }

    private async Task Answer(object?[] message)
    {
        if (message[0] is 3L)
        {
            _id = message[4] as string ?? "";
            _alive.TrySetResult();
        }
        else if (message is [1L, _, _, string method, object?[] arguments, ..])
        {
            await (method switch
            {
                "JS.RenderBatch" => Drew((long)arguments[0]!),
                "JS.BeginInvokeJS" => Run((long)arguments[0]!, (string)arguments[1]!, arguments[2] as string, (long)arguments[3]!),
                "JS.Error" => throw new IOException($"The circuit failed: {arguments[0]}"),
                _ => Task.CompletedTask,
            });
        }
        else if (message[0] is 6L)
        {
            await Send(BlazorPack.Ping);
        }
    }

    private Task Drew(long batch)
    {
        Drawn++;
        return Send(BlazorPack.Call(null, "OnRenderCompleted", batch, null));
    }

    private async Task Run(long call, string function, string? arguments, long resultType)
    {
        if (call != 0)
        {
            var result = resultType == 1 ? $$"""{"__jsObjectId":{{++_calls}}}""" : "null";
            await Send(BlazorPack.Call(null, "EndInvokeJSFromDotNet", call, true, $"[{call},true,{result}]"));
        }

        // A list that draws what is in sight asks how much that is: a screen of 800 px.
        if (function.EndsWith("Virtualize.init", StringComparison.Ordinal) && JsonNode.Parse(arguments!)![0]!["__dotNetObject"] is { } list)
        {
            await Send(BlazorPack.Call(null, "BeginInvokeDotNetFromJS", (++_calls).ToString(CultureInfo.InvariantCulture), null, "OnSpacerAfterVisible", (long)list, "[100000,100000,800]"));
        }
    }

    private Task Send(byte[] message) => _socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, _gone.Token);

    private static int Drop(byte[] bytes, int count, int front)
    {
        Buffer.BlockCopy(bytes, front, bytes, 0, count - front);
        return count - front;
    }

    [GeneratedRegex("<!--Blazor:(?<json>{.*?})-->", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(?<state>.*?)-->", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex State();
}
