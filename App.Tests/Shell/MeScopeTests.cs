using CrmLive.Access;
using CrmLive.Live;
using CrmLive.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Shell;

public sealed class MeScopeTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Open_pages_read_again_when_the_person_counts_days_elsewhere_or_writes_otherwise()
    {
        await using var circuit = await Circuit.Of(world, world.Viewer);
        var news = new AccessNews();
        var told = 0;
        news.Changed += () => Interlocked.Increment(ref told);
        circuit.Services.AddSingleton(news).AddSingleton(world.Services.GetRequiredService<LiveFeed>()).AddSingleton(new OldPictures());
        circuit.Render<MeScope>();
        await TestPatience.Until(() => circuit.Desk.Format is not null, "the person to be known");
        told.ShouldBe(0);

        await world.As(world.Viewer, new SavePreferences("light", "comfortable", "America/Los_Angeles"));
        await TestPatience.Until(() => Volatile.Read(ref told) == 1, "open pages to hear of the time zone");
        circuit.Desk.Zone.Id.ShouldBe("America/Los_Angeles");

        await world.As(world.Viewer, new SaveFormats("comma", null, null));
        await TestPatience.Until(() => Volatile.Read(ref told) == 2, "open pages to hear of the form of numbers");
        circuit.Desk.Format!.Number(1_234.5m).ShouldBe("1.234,5");
    }
}
