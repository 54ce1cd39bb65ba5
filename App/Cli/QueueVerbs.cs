using System.CommandLine;
using CrmLive.Access;
using CrmLive.Live;
using CrmLive.Operations.Queue;
using CrmLive.Shell;

namespace CrmLive.Cli;

/// <summary><c>crm queue lag | dead | redrive | pause | resume</c>, for all tenants or for one (<c>--tenant</c>). The running server does the work.</summary>
internal static class QueueVerbs
{
    private const int MostShown = 500;

    private static readonly Option<string?> Kind = new("--kind", "-k") { Description = "Only of this kind." };

    public static Command Queue() => Verb.Group("queue", "Work that waits: what is due, what was given up, what is paused.",
        Verb.Of("lag", "Shows how far each kind of work is behind in each tenant.", Lag),
        Verb.Of("dead", "Lists work that was given up, newest first.", Dead, Kind),
        Verb.Of("redrive", "Lets work that was given up be done again.", Redrive, Kind),
        Verb.Of("pause", "Begins no more work: of a kind, of a tenant, or of all.", Pause, Kind),
        Verb.Of("resume", "Begins it again. Exit code 1: it was not paused under these words.", Resume, Kind));

    private static async Task<object?> Lag(VerbRun run) => (await Store(run).Lag(await Tenant(run), run.Cancelled)).Select(lag => new
    {
        Tenant = new RecordId(RecordKind.Tenant, lag.TenantId).ToString(),
        lag.Kind,
        lag.Items,
        lag.Seconds,
        lag.Later,
        lag.IsPaused,
    });

    private static async Task<object?> Dead(VerbRun run) => (await Store(run).Dead(await Tenant(run), run.Get(Kind), MostShown, run.Cancelled)).Select(dead => new
    {
        Tenant = new RecordId(RecordKind.Tenant, dead.TenantId).ToString(),
        dead.Kind,
        dead.Key,
        dead.Attempts,
        dead.Failure,
        dead.At,
        dead.Error,
    });

    private static async Task<object?> Redrive(VerbRun run)
    {
        var wished = 0;
        foreach (var tenant in run.Get(VerbRun.Tenant) is null ? await run.Service<TenantDirectory>().All(run.Cancelled) : [await run.FindTenant()])
        {
            int some;
            do
            {
                some = await run.Service<Dispatcher>().Send(new Caller(tenant.Id, null, null, Data.Origin.Cli) { Worker = "crm" }, new RedriveWork(run.Get(Kind)), run.Cancelled);
                wished += some;
            }
            while (some == RedriveWork.Most);
        }

        return new { Redriven = wished };
    }

    private static async Task<object?> Pause(VerbRun run)
    {
        await Store(run).Pause(run.Get(Kind) ?? WorkPause.AllKinds, await Tenant(run), run.Cancelled);
        return null;
    }

    private static async Task<object?> Resume(VerbRun run)
    {
        run.ExitCode = await Store(run).Resume(run.Get(Kind) ?? WorkPause.AllKinds, await Tenant(run), run.Cancelled) ? 0 : 1;
        return null;
    }

    private static WorkStore Store(VerbRun run) => run.Service<WorkStore>();

    private static async Task<long> Tenant(VerbRun run) => run.Get(VerbRun.Tenant) is null ? WorkPause.AllTenants : (await run.FindTenant()).Id;
}
