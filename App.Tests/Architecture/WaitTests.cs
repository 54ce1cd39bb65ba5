using System.Text.RegularExpressions;
using CrmLive.Support;

namespace CrmLive.Architecture;

/// <summary>A test that waits for ever hangs the whole run: every wait goes through <see cref="TestPatience"/>.</summary>
public sealed partial class WaitTests
{
    private const string Bounded = "TestPatience.cs";

    [Theory]
    [InlineData("App.Tests")]
    [InlineData("App.E2E")]
    public void Every_wait_of_a_test_has_an_end_and_says_what_did_not_come(string project) =>
        SourceFile.Of(project).Where(file => file.Name != Bounded)
            .SelectMany(file => Unbounded(file.Text).Select(wait => $"{file}: {wait}"))
            .ShouldBeEmpty("Write .Soon(\"what comes\"), channel.Next(\"what comes\") or TestPatience.Until(…)");

    [Theory]
    [InlineData("await told.Task;")]
    [InlineData("await told.Task.WaitAsync(Ct);")]
    [InlineData("await _gate.WaitAsync();")]
    [InlineData("await news.Reader.ReadAsync(Ct);")]
    [InlineData("while (await news.Reader.ReadAsync(Ct) < 3)")]
    [InlineData("await program.WaitForExitAsync(Ct);")]
    [InlineData("while (left > 0 && await pause.WaitForNextTickAsync(Ct));")]
    public void A_wait_without_an_end_is_seen(string statement) => Unbounded(statement).ShouldHaveSingleItem();

    [Theory]
    [InlineData("await told.Task.Soon(\"the bell\");")]
    [InlineData("await held.WaitAsync(TestPatience.Limit, ct);")]
    [InlineData("await program.WaitForExitAsync(Ct).Soon(\"the end\");")]
    [InlineData("while (await reader.ReadAsync())")]
    public void A_wait_with_an_end_is_none_of_them(string statement) => Unbounded(statement).ShouldBeEmpty();

    [Fact]
    public async Task What_does_not_come_is_named()
    {
        var missed = await Should.ThrowAsync<TimeoutException>(() => new TaskCompletionSource().Task.Soon("the bell to ring", TimeSpan.FromMilliseconds(1)));

        missed.Message.ShouldBe("Waited 0 s for the bell to ring, and it did not come.");
    }

    [Fact]
    public async Task Who_moves_a_clock_can_wait_until_somebody_has_asked_it_for_a_timer()
    {
        var clock = new TimerClock();
        var asked = clock.Asked();
        asked.IsCompleted.ShouldBeFalse();

        await using var timer = clock.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan);

        await asked;
        clock.Advance(TimeSpan.FromSeconds(2));
        clock.Asked().IsCompleted.ShouldBeFalse();
    }

    private static IEnumerable<string> Unbounded(string text) =>
        text.Split('\n').Where(line => Waits().IsMatch(line) && !Ends().IsMatch(line)).Select(line => line.Trim()).Where(line => !line.StartsWith("[InlineData", StringComparison.Ordinal));

    [GeneratedRegex(
        @"await\s[\w.]+\.Task\s*[;)]|\.WaitAsync\(|Reader\.(ReadAsync|WaitToReadAsync|ReadAllAsync)\(|await\s.*\b(WaitForExitAsync|ReadLineAsync|ReadToEndAsync|ReceiveAsync|WaitForNextTickAsync)\(|\.(Wait|WaitOne|WaitForExit)\(\)",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Waits();

    [GeneratedRegex(@"\.Soon\(|[Pp]atience\b|WaitAsync\(TimeSpan\.", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ends();
}
