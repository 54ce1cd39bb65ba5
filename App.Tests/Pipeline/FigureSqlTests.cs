using CrmLive.Data;
using CrmLive.Support;

namespace CrmLive.Pipeline;

/// <summary>The program's figures against those of <see cref="FiguresBySql"/>, on generated deals.</summary>
public sealed class FigureSqlTests(FigureWorld figures) : IClassFixture<FigureWorld>
{
    private World World => figures.World;

    public static TheoryData<string> Named => [.. Periods.Names.Select(period => period.Name)];

    [Theory]
    [MemberData(nameof(Named))]
    public async Task Every_figure_equals_an_independent_computation(string period)
    {
        var pipeline = (await World.As(World.Mia, new ListPipelines())).Rows.Single(one => one.Id == World.SalesPipeline);
        var scope = new FigureScope(pipeline, Periods.Named(period, figures.Today)!, figures.Today);
        await using var db = World.Look();
        foreach (var part in new[] { scope, scope with { OwnerId = World.Ben.Id }, scope with { TeamId = World.North } })
        {
            await Compare(db, part, metrics => World.As(World.Mia, metrics));
            foreach (var point in await World.As(World.Mia, new GetPipelineOverTime(pipeline.Id, part.Period.From, part.Period.To, part.OwnerId, part.TeamId)))
            {
                (await FiguresBySql.At(db, part, point.Day, TestContext.Current.CancellationToken)).ShouldBe(new SqlPoint(point.Open, point.Amount!.Value), $"{point.Day} of {part}");
            }
        }
    }

    internal static async Task Compare(CrmDb db, FigureScope scope, Func<GetPipelineMetrics, Task<PipelineMetrics>> ask)
    {
        var ct = TestContext.Current.CancellationToken;
        var told = await ask(scope.Metrics());
        var found = await FiguresBySql.Read(db, scope, ct);

        (told.Opened, told.Open, told.OpenAmount, told.Won, told.WonAmount, told.Lost, told.LostAmount, told.Due, told.Slipped).ShouldBe(
            (found.Opened, found.Open, found.OpenAmount, found.Won, found.WonAmount, found.Lost, found.LostAmount, found.Due, found.Slipped), $"{scope}");
        Same(told.CycleDays, found.CycleDays);
        Same(told.WinRate, found.WinRate);
        Same(told.SlipRate, found.SlipRate);
        Same((double?)told.AverageWon, (double?)found.AverageWon);
        Same((double?)told.VelocityPerDay, found.VelocityPerDay);
        var steps = await FiguresBySql.Stages(db, scope, ct);
        told.Conversions.Select(step => (step.Stage, step.Reached, step.WentOn)).ShouldBe(steps.Select(step => (step.Stage, step.Reached, step.WentOn)));
        told.Conversions.Zip(steps).ToList().ForEach(pair => Same(pair.First.Rate, pair.Second.Rate));
        told.LostReasons.Select(reason => new SqlReason(reason.Reason, reason.Count)).ShouldBe(await FiguresBySql.Reasons(db, scope, ct), ignoreOrder: true);
    }

    // Both have nothing to divide by, or the same but for rounding.
    private static void Same(double? told, double? found) =>
        (told ?? -1).ShouldBe(found ?? -1, Math.Max(0.000_1, Math.Abs(found ?? 0) * 0.000_001));
}
