using CrmLive.Pipeline;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Bench;

/// <summary>Moves one deal to and fro through the whole door; one move is one save.</summary>
internal sealed class DealMover(BenchHost bench)
{
    private long _deal;
    private long[] _stages = [];
    private int _moves;

    public async Task<long> Prepare()
    {
        await using var db = bench.Look();
        var stages = await db.Stages.Where(stage => stage.Name == "Proposal" || stage.Name == "Negotiation").OrderBy(stage => stage.Name).Take(2).ToListAsync();
        _stages = [.. stages.Select(stage => stage.Id)];
        _deal = await bench.Door.Send(bench.Mia, new AddDeal(_stages[1], new DealFields("Bench deal", 1m)));
        return _deal;
    }

    /// <summary>The deal, and the stage that it goes to next.</summary>
    public (long Deal, long Stage) Next() => (_deal, _stages[_moves++ % 2]);

    public async Task Move(int times)
    {
        for (var i = 0; i < times; i++)
        {
            var (deal, stage) = Next();
            await bench.Door.Send(bench.Mia, new MoveDeal(deal, stage));
        }
    }
}
