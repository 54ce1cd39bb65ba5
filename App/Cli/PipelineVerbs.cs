using System.CommandLine;
using CrmLive.Pipeline;
using CrmLive.Shell;

namespace CrmLive.Cli;

/// <summary><c>crm pipelines list | board | metrics</c>.</summary>
internal static class PipelineVerbs
{
    private static readonly Argument<string> Pipeline = new("pipeline") { Description = "Id such as pl_1001, or the name." };
    private static readonly Option<string?> Period = new("--period") { Description = $"One of: {string.Join(", ", Periods.Names.Select(one => one.Name))}." };
    private static readonly Option<DateOnly?> From = new("--from") { Description = "First day, UTC, such as 2026-01-01." };
    private static readonly Option<DateOnly?> To = new("--to") { Description = "Last day, UTC." };
    private static readonly Option<string?> Owner = new("--owner") { Description = "Only deals of this person: usr_1001." };
    private static readonly Option<string?> Team = new("--team") { Description = "Only deals of this team: team_1001." };
    private static readonly Option<string?> Search = new("--search") { Description = "Words of the name of a deal, its account or its owner." };
    private static readonly Option<bool> Stale = new("--stale") { Description = $"Only open deals that have stood in their stage for more than {StagePace.StaleDays} days." };

    public static Command Pipelines() => Verb.Group("pipelines", "Ways of selling and their figures.",
        Verb.Of("list", "Lists the pipelines with their stages.", List),
        Verb.Of("board", "Shows a pipeline as a board with what each stage adds up to.", Board, Pipeline, Owner, Search, Stale),
        Verb.Of("metrics", "Shows the figures of a pipeline for a period, by default of the last 12 months.", Metrics, Pipeline, Period, From, To, Owner, Team));

    private static async Task<object?> List(VerbRun run) => (await run.Send(new ListPipelines())).Rows.Select(PipelineResource.Of);

    private static async Task<object?> Board(VerbRun run)
    {
        var pipeline = await Find(run);
        var filter = new BoardFilter(run.Get(Search), run.Number(RecordKind.User, Owner), run.Get(Stale));
        return BoardResource.Of(pipeline, await run.Send(new GetBoard(pipeline.Id, filter)), (_, _) => null);
    }

    private static async Task<object?> Metrics(VerbRun run)
    {
        var pipeline = await Find(run);
        var today = DateOnly.FromDateTime(run.Service<TimeProvider>().GetUtcNow().UtcDateTime);
        var named = Periods.Named(run.Get(Period) ?? Periods.Usual, today)
            ?? throw InvalidInput.Of("period", "unknown", $"The periods are {string.Join(", ", Periods.Names.Select(one => one.Name))}.");
        var request = new GetPipelineMetrics(
            pipeline.Id, run.Day(From) ?? named.From, run.Day(To) ?? named.To, run.Number(RecordKind.User, Owner), run.Number(RecordKind.Team, Team));
        return MetricsResource.Of(request, await run.Send(request));
    }

    private static async Task<PipelineOutline> Find(VerbRun run)
    {
        var typed = run.Get(Pipeline);
        return (await run.Send(new ListPipelines())).Rows.FirstOrDefault(one => one.Key.ToString() == typed || string.Equals(one.Name, typed, StringComparison.OrdinalIgnoreCase))
            ?? throw InvalidInput.Of("pipeline", "unknown", $"There is no pipeline '{typed}'. 'crm pipelines list' names them.");
    }
}
