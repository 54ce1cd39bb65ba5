using CrmLive.Support;

namespace CrmLive.Pipeline;

/// <summary>
/// The cast's world after a year in which generated deals were opened, moved on and back, closed, reopened and deleted, moves were taken back, and a stage
/// came and went. The same each time.
/// </summary>
public sealed class FigureWorld(CrmLive.Support.TestServer server) : IAsyncLifetime
{
    private const int Deals = 70;
    private static readonly string[] Reasons = ["Price", "No budget", "Went with \"Other & Co.\""];
    private readonly Random _random = new(20261120);
    private long _pilot;

    public World World { get; } = new(server);

    public DateOnly Today => DateOnly.FromDateTime(World.Clock.Now.UtcDateTime);

    public async ValueTask InitializeAsync()
    {
        await World.InitializeAsync();
        _pilot = await AddPilot();
        var made = new List<long>();
        for (var i = 0; i < Deals; i++)
        {
            World.Clock.Advance(TimeSpan.FromMinutes(_random.Next(60, 4 * 1440)));
            made.Add(await Open(i));
            for (var moves = _random.Next(5); moves > 0; moves--)
            {
                World.Clock.Advance(TimeSpan.FromSeconds(_random.Next(30, 86_400)));
                await Move(made[_random.Next(made.Count)]);
            }
        }

        foreach (var mistaken in made.Where(_ => _random.Next(4) == 0))
        {
            await MoveAndTakeBack(mistaken);
        }

        await RemovePilot();
        foreach (var gone in made.Where(_ => _random.Next(20) == 0))
        {
            await World.AsSoftware(World.Acme, new DeleteDeal(gone));
        }
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();

    private Task<long> Open(int number) => World.As(number % 3 == 0 ? World.Ben : World.Ada, new AddDeal(
        number % 4 == 0 ? World.Proposal : World.Qualified,
        new DealFields($"Generated {number}", _random.Next(1, 90_000), number % 5 == 0 ? World.AcmeGmbH : World.Account("Fjord Energy"),
            ExpectedClose: number % 6 == 0 ? null : Today.AddDays(_random.Next(-5, 60)))));

    private async Task<DealMoveResult?> Move(long deal)
    {
        long[] stages = [World.Qualified, World.Proposal, _pilot, World.Negotiation, World.Won, World.Lost];
        try
        {
            return await World.AsSoftware(World.Acme, new MoveDeal(deal, stages[_random.Next(stages.Length)], Reason: Reasons[_random.Next(Reasons.Length)]));
        }
        catch (RuleBroken)
        {
            // From one closed stage to another, or to where it stands.
            return null;
        }
    }

    private async Task MoveAndTakeBack(long deal)
    {
        World.Clock.Advance(TimeSpan.FromMinutes(_random.Next(1, 1440)));
        if (await Move(deal) is { } moved)
        {
            World.Clock.Advance(TimeSpan.FromSeconds(_random.Next(1, 600)));
            await World.AsSoftware(World.Acme, new UndoDealMove(deal, moved.ChangeId));
        }
    }

    private async Task<long> AddPilot()
    {
        await Redesign([], stages => [.. stages.Take(2), new StageDesign(null, "Pilot", StageKind.Open, 0.6m), .. stages.Skip(2)]);
        return (await World.As(World.Admin, new GetPipeline(World.SalesPipeline))).Stages.Single(stage => stage.Name == "Pilot").Id;
    }

    private async Task RemovePilot()
    {
        await Redesign([new StageRemoval(_pilot, World.Negotiation)], stages => [.. stages.Where(stage => stage.Id != _pilot)]);
        while (await World.AsSoftware(World.Acme, new SettlePipelines()) > 0)
        {
        }
    }

    private async Task Redesign(IReadOnlyList<StageRemoval> removals, Func<IReadOnlyList<StageDesign>, IReadOnlyList<StageDesign>> change)
    {
        var design = (await World.As(World.Admin, new GetPipeline(World.SalesPipeline))).Design();
        await World.As(World.Admin, new EditPipeline(World.SalesPipeline, design with { Stages = change(design.Stages), Removals = removals }));
    }
}
