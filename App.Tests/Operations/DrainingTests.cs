using CrmLive.Support;
using Microsoft.Extensions.Configuration;

namespace CrmLive.Operations;

public sealed class DrainingTests
{
    [Fact]
    public async Task The_doors_stay_open_until_a_balancer_has_seen_that_the_node_leaves()
    {
        var clock = new TimerClock();
        var draining = new Draining(Settings(("DrainSeconds", "7")), clock);

        var leaving = draining.StoppingAsync(CancellationToken.None);

        clock.Advance(TimeSpan.FromSeconds(6));
        leaving.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(1));
        await leaving.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Who_loses_patience_ends_it()
    {
        using var enough = new CancellationTokenSource();
        var leaving = new Draining(Settings(("DrainSeconds", "7")), new TimerClock()).StoppingAsync(enough.Token);

        await enough.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => leaving);
    }

    [Fact]
    public void Where_no_balancer_is_there_is_nobody_to_wait_for()
    {
        Draining.Delay(Settings()).ShouldBe(TimeSpan.Zero);
        Draining.Delay(Settings(("Proxies:0", "10.0.0.7"))).ShouldBe(TimeSpan.FromSeconds(5));
        Draining.Delay(Settings(("Proxies:0", "10.0.0.7"), ("DrainSeconds", "0"))).ShouldBe(TimeSpan.Zero);
    }

    private static IConfiguration Settings(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(one => KeyValuePair.Create(one.Name, (string?)one.Value))).Build();
}
