using System.Collections.Concurrent;
using System.Reflection;
using CrmLive.Support;
using Xunit.v3;

[assembly: TestEnd]

namespace CrmLive.Support;

/// <summary>
/// No test runs for ever: its cancellation token is cancelled before the watchdog of the run (see <c>eng/test.sh</c>) would end the whole of it. What does not
/// listen to the token is left to that.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class TestEndAttribute : BeforeAfterTestAttribute
{
    private static readonly TimeSpan Latest = TimeSpan.FromMinutes(8);

    private readonly ConcurrentDictionary<string, CancellationTokenSource> _ends = [];

    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        var context = TestContext.Current;
        var end = new CancellationTokenSource(Latest);
        end.Token.Register(context.CancelCurrentTest);
        _ends[test.UniqueID] = end;
    }

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (_ends.TryRemove(test.UniqueID, out var end))
        {
            using (end)
            {
                Assert.False(end.IsCancellationRequested, $"This test did not end within {Latest.TotalMinutes:0} minutes.");
            }
        }
    }
}
