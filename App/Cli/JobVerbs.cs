using System.CommandLine;
using CrmLive.Live;
using CrmLive.Operations.Jobs;

namespace CrmLive.Cli;

/// <summary><c>crm jobs list | show | cancel | resume</c> in one tenant. A job that is resumed goes on here where its files lie on this machine, else on a server.</summary>
internal static class JobVerbs
{
    private static readonly Argument<string> Job = new("job") { Description = "The job, such as job_1001." };

    public static Command Jobs() => Verb.Group("jobs", "Long work: how far it is, and what came of it.",
        Verb.Of("list", "Lists jobs, newest first.", async run => (await run.Send(new ListJobs())).Rows.Select(Shown)),
        Verb.Of("show", "Shows how far a job is.", async run => Shown(await run.Send(new GetJob(Number(run)))), Job),
        Verb.Of("cancel", "Lets a job stop at its next step; what it has done stays.", Cancel, Job),
        Verb.Of("resume", "Lets a job that has failed or was cancelled go on from where it was.", Resume, Job));

    internal static object Shown(JobRow row) => new
    {
        Id = new RecordId(RecordKind.Job, row.Id).ToString(),
        row.Title,
        row.State,
        row.StartedBy,
        row.CreatedAt,
        row.Done,
        row.Total,
        row.Rate,
        SecondsLeft = row.TimeLeft?.TotalSeconds,
        row.Note,
        row.EndedAt,
        Result = row.Result is null ? null : System.Text.Json.Nodes.JsonNode.Parse(row.Result),
        row.Error,
    };

    private static async Task<object?> Cancel(VerbRun run) => Shown(await run.Send(new GetJob(await run.Send(new CancelJob(Number(run))))));

    // What lies still because its process is gone is taken over; what has stopped is let go on first.
    private static async Task<object?> Resume(VerbRun run)
    {
        var row = await run.Send(new GetJob(Number(run)));
        if (row.IsOver)
        {
            await run.Send(new ResumeJob(row.Id));
        }

        row = row.Machine == JobHereWork.Machine ? await DriveHere.Until(run, await run.Caller(), row.Id) : await run.Send(new GetJob(row.Id));
        run.ExitCode = row.State is JobState.Failed or JobState.Cancelled ? 1 : 0;
        return Shown(row);
    }

    private static long Number(VerbRun run) => RecordId.TryParse(run.Get(Job), RecordKind.Job, out var number) ? number
        : throw Shell.InvalidInput.Of("job", "unreadable", "Give the job as job_1001.");
}
