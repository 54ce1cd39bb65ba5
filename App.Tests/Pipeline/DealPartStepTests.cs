using CrmLive.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>What is done to the lines of a deal goes to and fro by Z and Shift Z.</summary>
public sealed class DealPartStepTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task A_changed_line_is_taken_back_and_done_again_as_often_as_one_likes()
    {
        await using var circuit = await Circuit.Of(world, world.Mia);
        var (deal, line) = await Line(2m);

        var step = await new DealLineSteps(deal, line).Change(circuit.Desk, "Desk Team", line.Fields() with { Quantity = 5m });
        (await Quantities(deal)).ShouldBe([5m]);

        foreach (var expected in (decimal[])[2m, 5m, 2m])
        {
            step = (await step.TakeBack(circuit.Desk, TestContext.Current.CancellationToken)).Reverse!;
            (await Quantities(deal)).ShouldBe([expected]);
        }
    }

    [Fact]
    public async Task A_line_that_was_taken_off_comes_back_as_it_was_and_goes_again()
    {
        await using var circuit = await Circuit.Of(world, world.Mia);
        var (deal, line) = await Line(3m);

        var step = await new DealLineSteps(deal, line).Remove(circuit.Desk, "Desk Team");
        (await Quantities(deal)).ShouldBeEmpty();

        foreach (var expected in (decimal[][])[[3m], [], [3m]])
        {
            step = (await step.TakeBack(circuit.Desk, TestContext.Current.CancellationToken)).Reverse!;
            (await Quantities(deal)).ShouldBe(expected);
        }
    }

    private async Task<(long Deal, DealLineRow Line)> Line(decimal quantity)
    {
        await using var db = world.Look();
        var product = await db.Products.OrderBy(row => row.Id).Select(row => row.Id).FirstAsync(TestContext.Current.CancellationToken);
        var deal = await world.As(world.Mia, new AddDeal(world.Qualified, new DealFields("With a line", 1m)));
        await world.As(world.Mia, new AddDealLine(deal, product, quantity, 10m));
        return (deal, (await world.As(world.Mia, new ListDealLines(deal))).Lines.Single());
    }

    private async Task<IEnumerable<decimal>> Quantities(long deal) => (await world.As(world.Mia, new ListDealLines(deal))).Lines.Select(line => line.Quantity);
}
