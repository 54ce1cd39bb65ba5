using CrmLive.Data;
using CrmLive.Imports;
using CrmLive.Live;
using CrmLive.Operations.Jobs;
using CrmLive.Shell;

namespace CrmLive.Cli;

/// <summary>Drives jobs whose files lie on this machine in the process of the command line, while it watches one of them. A server on this machine may be faster.</summary>
internal static class DriveHere
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    /// <returns>The job when it is over.</returns>
    public static async Task<JobRow> Until(VerbRun run, Caller caller, long job)
    {
        run.Service<ImportNews>().Told += (table, rows) => Console.Error.WriteLine($"{table}: {rows} rows");
        var here = run.Service<IEnumerable<WorkKind>>().Where(kind => kind.Name == JobHereWork.On(JobHereWork.Machine));
        using var hands = new WorkHands(run.Service<WorkStore>(), run.Service<WorkRunner>(), here, run.Service<NodeName>(), run.Service<TimeProvider>());
        using var worker = new WorkWorker(
            run.Service<WorkStore>(), hands, run.Service<CommitFeed>(), run.Service<TimeProvider>(), run.Service<Outages>(), run.Service<ILogger<WorkWorker>>());
        await worker.StartAsync(run.Cancelled);
        try
        {
            return await Watch(run, caller, job);
        }
        finally
        {
            await worker.StopAsync(CancellationToken.None);
        }
    }

    private static async Task<JobRow> Watch(VerbRun run, Caller caller, long job)
    {
        while (true)
        {
            var row = await run.Service<Dispatcher>().Send(caller, new GetJob(job), run.Cancelled);
            if (row.IsOver)
            {
                return row;
            }

            await Task.Delay(BetweenLooks, run.Cancelled);
        }
    }
}
