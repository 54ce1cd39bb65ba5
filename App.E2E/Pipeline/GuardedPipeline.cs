using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>A pipeline of its own for a test, with rules that bind nobody else.</summary>
internal sealed record GuardedPipeline(RecordId Key, IReadOnlyList<long> Stages)
{
    public string Path => $"/pipeline/{Key}";

    public static async Task<GuardedPipeline> Make(Site site, string name, Action<SalesPipeline> guard)
    {
        var id = await site.Send("Root Admin", new AddPipeline(name, "EUR",
        [
            new NewStage("First", StageKind.Open, 0.1m), new NewStage("Second", StageKind.Open, 0.2m), new NewStage("Third", StageKind.Open, 0.5m),
            new NewStage("Won", StageKind.Won, 1m), new NewStage("Lost", StageKind.Lost, 0m),
        ]));
        return await site.Ask(async db =>
        {
            var pipeline = await db.Pipelines.Include(row => row.Stages).SingleAsync(row => row.Id == id);
            var stages = pipeline.Stages.OrderBy(stage => stage.Position).ToList();
            guard(pipeline);
            await db.SaveChangesAsync();
            return new GuardedPipeline(new RecordId(RecordKind.Pipeline, id), [.. stages.Select(stage => stage.Id)]);
        });
    }

    public static Action<SalesPipeline> Rule(StageCheck check, RuleStrength strength, decimal? limit = null) =>
        pipeline => pipeline.AddRule(900_000 + pipeline.Id, new RuleTerms(check, strength, null, limit));

    /// <summary>An administrator changes its stages; those for which there is null are removed.</summary>
    public async Task Redesign(Site site, Func<StageDesign, StageDesign?> change, params StageRemoval[] removals)
    {
        var pipeline = await site.Ask(db => db.Pipelines.Include(row => row.Stages).SingleAsync(row => row.Id == Key.Number));
        var stages = pipeline.Stages.OrderBy(stage => stage.Position).Select(stage => change(new StageDesign(stage.Id, stage.Name, stage.Outcome, stage.Probability)));
        await site.Send("Root Admin", new EditPipeline(pipeline.Id, new PipelineDesign(pipeline.Name, [.. stages.OfType<StageDesign>()], removals), pipeline.Version));
    }

    /// <summary>So many deals in the first stage, numbered; the last one lies on top.</summary>
    public async Task Fill(Site site, string owner, int deals)
    {
        for (var deal = 1; deal <= deals; deal++)
        {
            await Open(site, owner, $"{owner.Split(' ')[0]} no. {deal:000}");
        }
    }

    /// <summary>A deal in the first stage.</summary>
    public Task<long> Open(Site site, string owner, string name) => site.Send(owner, new AddDeal(Stages[0], new DealFields(name, 1_000m)));
}
