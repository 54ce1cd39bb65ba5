using CrmLive.Data;
using CrmLive.Data.PostgreSql;
using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Pipeline;

/// <summary>Somebody else saves the deal between the reading and the saving of a move.</summary>
public sealed class MoveRaceTests(World world) : IClassFixture<World>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_version_the_move_is_made_again_and_the_others_change_stays()
    {
        var deal = world.Deal("Fjord help desk");
        await using var program = Racing(() => Edit(deal, "Call them"));

        var moved = await program.App.Services.GetRequiredService<Dispatcher>().Send(world.Ada.Caller, new MoveDeal(deal, world.Negotiation), Ct);

        moved.ToStageId.ShouldBe(world.Negotiation);
        var now = await world.As(world.Ada, new GetDeal(deal));
        (now.StageId, now.NextStep).ShouldBe((world.Negotiation, "Call them"));
    }

    [Fact]
    public async Task With_the_version_that_was_seen_it_is_refused()
    {
        var deal = world.Deal("Iris lab service");
        var seen = (await world.As(world.Mia, new GetDeal(deal))).Version;
        await using var program = Racing(() => Edit(deal, "Write to them"));

        await Should.ThrowAsync<StaleVersion>(() => program.App.Services.GetRequiredService<Dispatcher>().Send(
            world.Mia.Caller, new MoveDeal(deal, world.Negotiation, seen), Ct));

        (await world.As(world.Mia, new GetDeal(deal))).NextStep.ShouldBe("Write to them");
    }

    private async Task Edit(long deal, string nextStep)
    {
        var present = await world.As(world.Mia, new GetDeal(deal));
        await world.As(world.Mia, new EditDeal(deal, present.Fields() with { NextStep = nextStep }, present.Version));
    }

    // Another node on the same database, in which that happens once, at the last moment.
    private WorldProgram Racing(Func<Task> happens)
    {
        var provider = new PostgreSqlProvider(new DatabaseOptions(world.Address));
        var program = new WorldProgram(provider, world.Clock);
        program.App.Services.GetRequiredService<CrmDbFactory>();
        provider.Recorders = [.. provider.Recorders, new BeforeSave(happens)];
        return program;
    }

    private sealed class BeforeSave(Func<Task> happens) : SaveChangesInterceptor
    {
        private int _hasHappened;

        public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            if (eventData.Context!.ChangeTracker.Entries<Deal>().Any() && Interlocked.Exchange(ref _hasHappened, 1) == 0)
            {
                await happens();
            }

            return result;
        }
    }
}
