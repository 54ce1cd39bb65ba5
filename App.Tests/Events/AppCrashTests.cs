using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using CrmLive.Hub;
using CrmLive.LocalPostgres;
using CrmLive.Pipeline;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Events;

/// <summary>The program itself, with its relay, is killed with -9 while clients write over REST; each time a new one takes over.</summary>
public sealed class AppCrashTests(World world) : IClassFixture<World>
{
    private const int Clients = 6;
    private const int Kills = 3;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_acknowledged_write_is_lost_and_no_event_has_its_effect_twice()
    {
        var consumer = world.Notifications();
        await world.Begin(consumer);
        await world.Settle(consumer);
        var known = (await world.BellOf(world.Ada)).Count;
        var deals = await Task.WhenAll(Enumerable.Range(0, Clients).Select(number =>
            world.As(world.Mia, new AddDeal(world.Proposal, new DealFields($"Deal of client {number}", 1m), world.Ada.Id))));
        var key = await world.AsSoftware(world.Acme, new CreateApiKey("mia@acme.example", ["opportunity.update", "opportunity.read"]));
        var home = Directory.CreateTempSubdirectory("crm-app-").FullName;
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}"));
        using var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(20) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Secret);
        var journal = new Journal();
        using var enough = new CancellationTokenSource();
        var program = Start(home, address);
        try
        {
            var clients = deals.Select(deal => Task.Run(() => Write(http, deal, journal, enough.Token), Ct)).ToList();
            for (var kill = 0; kill < Kills; kill++)
            {
                await Reach(journal, journal.Count + 25);
                await Stop(program);
                program = Start(home, address);
            }

            await Reach(journal, journal.Count + 25);
            await enough.CancelAsync();
            await Task.WhenAll(clients);
        }
        finally
        {
            await Stop(program);
            Directory.Delete(home, recursive: true);
        }

        await world.Settle(consumer);
        await using var db = world.Look();
        await journal.Compare(db, Ct);
        var events = await db.Events.Where(happened => deals.Contains(happened.SubjectId) && happened.SubjectKind == "opportunity").Select(happened => happened.Id).ToListAsync(Ct);
        (await world.BellOf(world.Ada)).Skip(known).Select(notification => notification.EventId).ShouldBe(events, ignoreOrder: true);
    }

    // Below the range from which systems take the ports of outgoing connections: the program must get it back after each kill.
    private static int FreePort() => Enumerable.Range(20_000 + (Environment.ProcessId % 5_000), 5_000).First(LoopbackPort.IsFree);

    private static async Task Stop(Process program)
    {
        program.Kill();
        await program.WaitForExitAsync(Ct).Soon("the killed program to end");
        program.Dispose();
    }

    private static Task Reach(Journal journal, int goal) => TestPatience.Until(() => journal.Count >= goal, $"{goal} answers", TestPatience.Long);

    private Process Start(string home, Uri address)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var app = Repository.PathOf("App", "bin", configuration, "net10.0", "App.dll");
        var start = new ProcessStartInfo("dotnet", [app, "--urls", address.ToString()]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["CRM_HOME"] = home;
        start.Environment["ConnectionStrings__Crm"] = world.Address;
        var program = Process.Start(start)!;
        program.BeginOutputReadLine();
        program.BeginErrorReadLine();
        return program;
    }

    private async Task Write(HttpClient http, long deal, Journal journal, CancellationToken enough)
    {
        for (var move = 0; !enough.IsCancellationRequested; move++)
        {
            await Insist(http, deal, $"{deal}-{move}", new { stage_id = new RecordId(RecordKind.Stage, move % 2 == 0 ? world.Negotiation : world.Proposal).ToString() });
            journal.Acknowledge(deal);
        }
    }

    // Sends until there is an answer, each time under the same key.
    private static async Task Insist(HttpClient http, long deal, string key, object body)
    {
        await TestPatience.Until(IsTaken, $"an answer to {key}");

        async Task<bool> IsTaken()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/opportunities/{new RecordId(RecordKind.Deal, deal)}/move") { Content = JsonContent.Create(body) };
            request.Headers.Add("Idempotency-Key", key);
            try
            {
                using var answer = await http.SendAsync(request, Ct);
                if (!answer.IsSuccessStatusCode && answer.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError or HttpStatusCode.ServiceUnavailable))
                {
                    throw new InvalidOperationException(await answer.Content.ReadAsStringAsync(Ct));
                }

                return answer.IsSuccessStatusCode;
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException or SocketException or TaskCanceledException { InnerException: TimeoutException })
            {
                // Nobody is there at the moment. A connection that breaks just after it was made comes as the bare fault of its socket.
                return false;
            }
        }
    }
}
