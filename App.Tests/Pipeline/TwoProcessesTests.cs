using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Pipeline;

/// <summary>A server and a command line, or two nodes, at the same deals.</summary>
public sealed class TwoProcessesTests(World world) : IClassFixture<World>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_latest_move_is_the_one_made_last_whichever_process_made_it()
    {
        var (first, second) = (world.Deal("Fjord Wind pilot"), world.Deal("Fjord help desk"));
        await using var other = new WorldProgram(world.Address, world.Clock);
        await world.As(world.Ada, new MoveDeal(second, world.Qualified));
        await other.App.Services.GetRequiredService<Dispatcher>().Send(world.Mia.Caller, new MoveDeal(first, world.Proposal), Now);
        world.Clock.Advance(TimeSpan.FromMinutes(5));

        // Numbers are handed out in blocks, so this one is smaller than that of the move before it.
        var moved = await world.As(world.Ada, new MoveDeal(first, world.Negotiation));

        (await world.As(world.Ada, new GetLastMove(first))).Sentence.ShouldBe("Ada Lovelace moved it to Negotiation a moment ago.");
        await world.As(world.Ada, new UndoDealMove(first, moved.ChangeId));
        (await world.As(world.Ada, new GetDeal(first))).StageId.ShouldBe(world.Proposal);
    }
}
