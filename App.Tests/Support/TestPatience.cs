using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;

namespace CrmLive.Support;

/// <summary>Every wait of a test goes through here: it has an end, and then says what did not come.</summary>
public static class TestPatience
{
    /// <summary>Long enough for a machine that has much else to do.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>For what a whole run waits for together, such as the making of a database.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task Soon(this Task coming, string what, TimeSpan? limit = null)
    {
        try
        {
            await coming.WaitAsync(limit ?? Limit, Ct);
        }
        catch (TimeoutException) when (!coming.IsCompleted)
        {
            throw Missed(what, limit);
        }
    }

    public static async Task<T> Soon<T>(this Task<T> coming, string what, TimeSpan? limit = null)
    {
        await ((Task)coming).Soon(what, limit);
        return await coming;
    }

    public static Task<T> Soon<T>(this ValueTask<T> coming, string what) => coming.AsTask().Soon(what);

    public static Task<T> Next<T>(this ChannelReader<T> channel, string what) => channel.ReadAsync(Ct).Soon(what);

    /// <summary>Looks again and again until it holds.</summary>
    public static async Task Until(Func<Task<bool>> holds, string what, TimeSpan? limit = null)
    {
        var start = Stopwatch.GetTimestamp();
        while (!await holds().Soon(what, limit))
        {
            if (Stopwatch.GetElapsedTime(start) > (limit ?? Limit))
            {
                throw Missed(what, limit);
            }

            await Task.Delay(BetweenLooks, Ct);
        }
    }

    public static Task Until(Func<bool> holds, string what, TimeSpan? limit = null) => Until(() => Task.FromResult(holds()), what, limit);

    private static TimeoutException Missed(string what, TimeSpan? limit) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Waited {(limit ?? Limit).TotalSeconds:0} s for {what}, and it did not come."));
}
