using System.Collections.Concurrent;
using CrmLive.Access;
using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>
/// Ten people who move the same twenty deals at once, a hundred times each. Who moves what to where is the same in every run; who is first is not.
/// </summary>
public sealed class MoveStorm(CrmLive.Support.TestServer server) : IAsyncLifetime
{
    public const int Moves = 1_000;
    private const int Deals = 20;
    private const int People = 10;

    private readonly ConcurrentBag<MadeMove> _made = [];
    private readonly ConcurrentBag<string> _refused = [];

    public World World { get; } = new(server);

    public long PipelineId { get; private set; }

    public IReadOnlyList<long> Stages { get; private set; } = [];

    public IReadOnlyList<long> DealIds { get; private set; } = [];

    public IReadOnlyList<Person> Staff { get; private set; } = [];

    /// <summary>The moves that the program said it had made.</summary>
    public IReadOnlyCollection<MadeMove> Made => _made;

    /// <summary>Codes of the refusals.</summary>
    public IReadOnlyCollection<string> Refused => _refused;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await World.InitializeAsync();
        Staff = await Hire();
        await Open();
        await Task.WhenAll(Staff.Select((person, number) => Task.Run(() => Work(person, new Random(20261120 + number)))));
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();

    private async Task<IReadOnlyList<Person>> Hire()
    {
        var staff = new List<Person> { World.Mia, World.Admin };
        while (staff.Count < People)
        {
            var (name, email) = ($"Mover {staff.Count}", $"mover{staff.Count}@acme.example");
            staff.Add(new Person(World.Acme, await World.As(World.Admin, new AddUser(name, email, ["manager"], [World.North])), name));
        }

        return staff;
    }

    private async Task Open()
    {
        PipelineId = await World.As(World.Admin, new AddPipeline("Storm", "EUR",
        [
            new NewStage("First", StageKind.Open, 0.1m), new NewStage("Second", StageKind.Open, 0.35m), new NewStage("Third", StageKind.Open, 0.6m),
            new NewStage("Won", StageKind.Won, 1m), new NewStage("Lost", StageKind.Lost, 0m),
        ]));
        await using var db = World.Look();
        Stages = await db.Stages.Where(stage => stage.PipelineId == PipelineId).OrderBy(stage => stage.Position).Select(stage => stage.Id).ToListAsync(Ct);
        var deals = new List<long>();
        for (var i = 0; i < Deals; i++)
        {
            World.Clock.Advance(TimeSpan.FromMinutes(1));
            deals.Add(await World.As(World.Mia, new AddDeal(Stages[i % 3], new DealFields($"Storm {i}", 1_000.25m + (i * 317), World.AcmeGmbH))));
        }

        DealIds = deals;
    }

    // Half of the moves name the version that the person saw last, as the board does; half a place in the column.
    private async Task Work(Person person, Random dice)
    {
        var seen = DealIds.ToDictionary(deal => deal, _ => 1L);
        for (var i = 0; i < Moves / People; i++)
        {
            var (deal, to, beside) = (DealIds[dice.Next(Deals)], Stages[dice.Next(Stages.Count)], DealIds[dice.Next(Deals)]);
            var version = dice.Next(2) == 0 ? (long?)null : seen[deal];
            var slot = dice.Next(2) == 0 ? null : new Slot(AfterId: beside == deal ? null : beside);
            World.Clock.Advance(TimeSpan.FromSeconds(1));
            try
            {
                var moved = await World.As(person, new MoveDeal(deal, to, version, "Storm", Slot: slot));
                _made.Add(new MadeMove(person.Id, version, moved));
                seen[deal] = moved.Version;
            }
            catch (Exception failure) when (Refusal.Of(failure).IsExpected)
            {
                _refused.Add(Refusal.Of(failure).Code);
                seen[deal] = failure is StaleVersion stale ? stale.Current : seen[deal];
            }
        }
    }
}

/// <param name="Saw">The version that the mover named; null for none.</param>
public sealed record MadeMove(long ActorId, long? Saw, DealMoveResult Result);
