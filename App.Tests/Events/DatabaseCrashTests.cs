using System.Diagnostics;
using System.Globalization;
using CrmLive.Data;
using CrmLive.Live;
using CrmLive.LocalPostgres;
using CrmLive.Operations.Audit;
using CrmLive.Operations.Demo;
using CrmLive.Pipeline;
using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrmLive.Events;

/// <summary>The database is killed with -9 under load, several times; the program goes on by itself.</summary>
public sealed class DatabaseCrashTests
{
    private const int Writers = 6;
    private const int Kills = 3;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_acknowledged_write_is_lost_and_no_event_has_its_effect_twice()
    {
        var home = Directory.CreateTempSubdirectory("crm-crash-").FullName;
        try
        {
            var options = new LocalClusterOptions { Sources = PostgresSources.Installed, SharedBuffersMb = 64, MaxConnections = 60 };
            await using var cluster = await LocalCluster.Start(home, NullLogger.Instance, _ => { }, options, Ct);
            await cluster.EnsureDatabase("crm", Ct);
            await Play(cluster);
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    private static async Task Play(LocalCluster cluster)
    {
        using var ended = new CancellationTokenSource();
        var keeping = cluster.Keep(ended.Token);
        await using (var program = new WorldProgram(cluster.ConnectionString("crm", LocalCluster.Owner), TimeProvider.System))
        {
            await program.App.Services.GetRequiredService<Migrator>().Run(Ct);
            await program.App.Services.GetRequiredService<CastLoader>().Load(Cast.Acme(), Ct);
            await program.App.StartAsync(Ct);

            // The consumer begins with what happens after it has its first place.
            await Reach(async () => (await program.App.Services.GetRequiredService<ConsumerDesk>().Lag(Ct)).Count(lag => lag.Consumer == "notifications"), 1);
            var names = await WorldNames.Read(program.App.Services);
            var journal = new Journal();
            using var enough = new CancellationTokenSource();
            var writers = Enumerable.Range(0, Writers).Select(number => Task.Run(() => Write(program.App.Services, names, journal, number, enough.Token), Ct)).ToList();
            for (var kill = 0; kill < Kills; kill++)
            {
                await Reach(() => journal.Count, journal.Count + 25);
                Kill(cluster);
            }

            await Reach(() => journal.Count, journal.Count + 25);
            await enough.CancelAsync();
            await Task.WhenAll(writers);
            await Check(program.App.Services, names, journal);
            await program.App.StopAsync(Ct);
        }

        await ended.CancelAsync();
        await keeping;
    }

    private static void Kill(LocalCluster cluster)
    {
        var number = File.ReadLines(Path.Combine(cluster.Folder, "data", "postmaster.pid")).First();
        using var postmaster = Process.GetProcessById(int.Parse(number, CultureInfo.InvariantCulture));
        postmaster.Kill();
    }

    private static async Task Write(IServiceProvider services, WorldNames names, Journal journal, int number, CancellationToken enough)
    {
        var mia = names.Person("Mia Tanaka");
        var stages = new[] { names.Of("stage", "Sales/Negotiation"), names.Of("stage", "Sales/Proposal") };
        var deal = await Insist(services, mia, $"add-{number}", new AddDeal(stages[1], new DealFields($"Deal of writer {number}", 1m), names.Person("Ada Lovelace").Id));
        for (var move = 0; !enough.IsCancellationRequested; move++)
        {
            await Insist(services, mia, $"move-{number}-{move}", new MoveDeal(deal, stages[move % 2]));
            journal.Acknowledge(deal);
        }
    }

    // Sends until there is an answer, each time under the same key.
    private static async Task<T> Insist<T>(IServiceProvider services, Person person, string key, MediatR.IRequest<T> request)
    {
        var answer = default(T);
        await TestPatience.Until(Answers, $"an answer to {key}");
        return answer!;

        async Task<bool> Answers()
        {
            try
            {
                answer = await services.GetRequiredService<Dispatcher>().Send(person.Caller with { IdempotencyKey = key }, request, Ct);
                return true;
            }
            catch (Exception failure) when (failure is System.Data.Common.DbException or DbUpdateException or InvalidOperationException or TimeoutException or IOException)
            {
                return false;
            }
        }
    }

    private static async Task Check(IServiceProvider services, WorldNames names, Journal journal)
    {
        var ada = names.Person("Ada Lovelace");
        await Reach(async () => (await services.GetRequiredService<ConsumerDesk>().Lag(Ct)).Single(lag => lag.Consumer == "notifications").Events == 0 ? 1 : 0, 1);
        await using var db = services.GetRequiredService<CrmDbFactory>().Create(Data.Work.Of(ada.TenantId, "test"));
        await journal.Compare(db, Ct);
        var events = await db.Events.Where(happened => happened.ActorName == "Mia Tanaka" && happened.SubjectKind == "opportunity").Select(happened => happened.Id).ToListAsync(Ct);
        (await db.Notifications.Where(notification => notification.UserId == ada.Id).Select(notification => notification.EventId).ToListAsync(Ct))
            .ShouldBe(events, ignoreOrder: true);
        (await services.GetRequiredService<AuditVerifier>().Verify(ada.TenantId, Ct)).Fault.ShouldBeNull();
    }

    private static Task Reach(Func<int> count, int goal) => Reach(() => Task.FromResult(count()), goal);

    private static Task Reach(Func<Task<int>> count, int goal) =>
        TestPatience.Until(async () => await count() >= goal, $"{goal} of what is counted", TestPatience.Long);
}
