using System.Diagnostics;
using System.Globalization;

namespace CrmLive.Bench;

/// <summary>People with a page open, in a process of their own, so that neither their memory nor their garbage is counted as the server's.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    public const string Verb = "crowd";

    private readonly Process _process;

    private Crowd(Process process) => _process = process;

    public static Crowd Gather()
    {
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program, Path.GetFileNameWithoutExtension(program) == "dotnet" ? [typeof(Crowd).Assembly.Location, Verb] : [Verb])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return new Crowd(Process.Start(start)!);
    }

    /// <summary>So many people open a page, one after the other; returns when nothing is drawn any more.</summary>
    public Task Open(Uri page, string cookie, int count) => Say(string.Create(CultureInfo.InvariantCulture, $"open {page} {cookie} {count}"));

    /// <summary>All leave as browsers do.</summary>
    public Task Leave() => Say("leave");

    /// <summary>How many pictures all of them have been sent since they came.</summary>
    public async Task<int> Drawn() => int.Parse(await Say("drawn"), CultureInfo.InvariantCulture);

    /// <summary>Gives an order to the other process and waits for its answer.</summary>
    public async Task<string> Say(string order)
    {
        await _process.StandardInput.WriteLineAsync(order);
        await _process.StandardInput.FlushAsync();
        var answer = await _process.StandardOutput.ReadLineAsync() ?? throw new IOException("The crowd is gone.");
        return answer.StartsWith('!') ? throw new IOException(answer) : answer;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>What the other process does.</summary>
    public static async Task<int> Live()
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        var circuits = new List<Circuit>();
        while (await Console.In.ReadLineAsync() is { } line)
        {
            try
            {
                await Console.Out.WriteLineAsync(await Obey(http, circuits, line.Split(' ')));
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException or TimeoutException or System.Net.WebSockets.WebSocketException)
            {
                await Console.Out.WriteLineAsync($"! {failure.Message}");
            }
        }

        return 0;
    }

    private static async Task<string> Obey(HttpClient http, List<Circuit> circuits, string[] words)
    {
        switch (words[0])
        {
            case "open":
                var page = new Uri(words[1]);
                for (var i = 0; i < int.Parse(words[3], CultureInfo.InvariantCulture); i++)
                {
                    circuits.Add(await Circuit.Open(http, new Uri(page.GetLeftPart(UriPartial.Authority)), page.PathAndQuery, words[2]));
                }

                await Calm(circuits);
                break;
            case "leave":
                foreach (var circuit in circuits)
                {
                    await circuit.Leave(http);
                }

                circuits.Clear();
                break;
            case "boards" or "listeners" or "exports":
                return (await Swarm.Of(words[0], http, new Uri(words[1]), words[2], int.Parse(words[3], CultureInfo.InvariantCulture))).ToString(CultureInfo.InvariantCulture);
            default:
                break;
        }

        return circuits.Sum(circuit => circuit.Drawn).ToString(CultureInfo.InvariantCulture);
    }

    // Nothing new for a second: everybody sees the page.
    private static async Task Calm(List<Circuit> circuits)
    {
        var (before, calm) = (-1, 0);
        while (calm < 4)
        {
            await Task.Delay(250);
            var drawn = circuits.Sum(circuit => circuit.Drawn);
            calm = drawn == before && circuits.TrueForAll(circuit => circuit.Drawn > 0) ? calm + 1 : 0;
            before = drawn;
        }
    }
}
