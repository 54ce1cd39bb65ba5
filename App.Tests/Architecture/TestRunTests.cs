using System.Diagnostics;
using System.Security;
using CrmLive.Support;

namespace CrmLive.Architecture;

/// <summary>The last line of <c>make test</c> is true whatever became of the run.</summary>
public sealed class TestRunTests : IDisposable
{
    private readonly string _results = Directory.CreateTempSubdirectory("crm-test-run-").FullName;

    public void Dispose() => Directory.Delete(_results, recursive: true);

    [Fact]
    public async Task A_run_that_is_green_says_so()
    {
        Report("App.Tests", passed: ["A.B", "A.C(x: \"<&>\")"]);
        Report("App.E2E", passed: ["E.F"], skipped: ["E.G"]);
        Discovered("App.Tests", "A.B", "A.C(x: \"<&>\")");
        Discovered("App.E2E", "E.F", "E.G");

        (await Count()).ShouldBe((0, "3 passed, 0 failed, 1 skipped"));
    }

    [Fact]
    public async Task A_failed_test_fails_the_run_whatever_the_runner_said()
    {
        Report("App.Tests", passed: ["A.B"], failed: ["A.C"]);
        Discovered("App.Tests", "A.B", "A.C");

        (await Count()).ShouldBe((1, "1 passed, 1 failed"));
    }

    [Fact]
    public async Task What_was_discovered_and_never_ran_is_named_and_counts_as_failed()
    {
        Report("App.Tests", passed: ["A.B"]);
        Discovered("App.Tests", "A.B", "A.C", "A.D(row: 1)");

        var (exit, lines) = await Run(runEndedWith: 1);

        exit.ShouldBe(1);
        lines.ShouldBe(["1 passed, 0 failed, 2 not run:", "  A.C", "  A.D", "What did not run counts as failed.", "1 passed, 2 failed"]);
    }

    [Fact]
    public async Task A_run_that_lost_tests_fails_even_where_the_runner_said_nothing()
    {
        Report("App.Tests", passed: ["A.B"]);
        Discovered("App.Tests", "A.B");
        Discovered("App.E2E", "E.F");

        (await Count()).ShouldBe((1, "1 passed, 1 failed"));
    }

    [Fact]
    public async Task A_theory_whose_rows_are_known_only_when_it_runs_has_run()
    {
        Report("App.Tests", passed: ["A.B(one: 1)", "A.B(one: 2)"]);
        Discovered("App.Tests", "A.B");

        (await Count()).ShouldBe((0, "2 passed, 0 failed"));
    }

    [Fact]
    public async Task A_run_in_which_nothing_ran_fails() => (await Count()).ShouldBe((1, "0 passed, 0 failed"));

    [Fact]
    public async Task A_runner_that_failed_fails_the_run_though_every_test_passed()
    {
        Report("App.Tests", passed: ["A.B"]);
        Discovered("App.Tests", "A.B");

        (await Run(runEndedWith: 134)).Exit.ShouldBe(134);
    }

    [Fact]
    public async Task The_fifteen_slowest_are_named_and_the_slowest_comes_first()
    {
        var cases = Enumerable.Range(1, 20).Select(second => $"""<UnitTestResult testName="A.B{second}(x: &quot;y&quot;)" duration="00:00:{second:00}.1234567" outcome="Passed" />""");
        await File.WriteAllLinesAsync(Path.Combine(_results, "App.Tests.trx"), cases, TestContext.Current.CancellationToken);

        var (exit, lines) = await Run("slowest-tests.sh");

        (exit, lines.Length).ShouldBe((0, 16));
        lines[1].ShouldBe("  00:00:20.1 A.B20(x: \"y\")");
        lines[15].ShouldBe("  00:00:06.1 A.B6(x: \"y\")");
    }

    [Fact]
    public void The_run_lists_what_there_is_ends_what_hangs_and_leaves_the_counting_to_one_place()
    {
        var script = Repository.Read("eng", "test.sh");

        script.ShouldContain("--list-tests");
        script.ShouldContain("--blame-hang-timeout");
        script.ShouldContain("bash eng/slowest-tests.sh");
        script.TrimEnd().ShouldEndWith("exec bash eng/count-tests.sh \"$results\" \"$status\"");
    }

    private void Discovered(string project, params string[] tests) => File.WriteAllLines(Path.Combine(_results, project + ".list"), tests);

    private void Report(string project, string[] passed, string[]? failed = null, string[]? skipped = null)
    {
        var (bad, left) = (failed ?? [], skipped ?? []);
        var results = passed.Concat(bad).Concat(left).Select(name => $"""    <UnitTestResult executionId="1" testId="2" testName="{SecurityElement.Escape(name)}" computerName="c" outcome="o" />""");
        File.WriteAllText(Path.Combine(_results, project + ".trx"), $"""
            <?xml version="1.0" encoding="utf-8"?>
            <TestRun>
            {string.Join('\n', results)}
                <Counters total="{passed.Length + bad.Length + left.Length}" executed="0" passed="{passed.Length}" failed="{bad.Length}" error="0" notExecuted="0" />
            </TestRun>
            """);
    }

    private async Task<(int Exit, string Line)> Count()
    {
        var (exit, lines) = await Run(runEndedWith: 0);
        return (exit, lines[^1]);
    }

    private Task<(int Exit, string[] Lines)> Run(int runEndedWith) => Run("count-tests.sh", $"{runEndedWith}");

    private async Task<(int Exit, string[] Lines)> Run(string name, params string[] more)
    {
        var start = new ProcessStartInfo("bash", [Repository.PathOf("eng", name), _results, .. more]) { UseShellExecute = false, RedirectStandardOutput = true };
        using var script = Process.Start(start)!;
        var said = await script.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken).Soon("the script to count");
        await script.WaitForExitAsync(TestContext.Current.CancellationToken).Soon("the script to end");
        return (script.ExitCode, said.TrimEnd().Split('\n'));
    }
}
