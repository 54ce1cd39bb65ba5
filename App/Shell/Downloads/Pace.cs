using System.Diagnostics;

namespace CrmLive.Shell.Downloads;

/// <summary>After each page an export rests as long as that took, so that people who wait for an answer do not wait for files.</summary>
internal sealed class Pace
{
    private static readonly TimeSpan LongestRest = TimeSpan.FromMilliseconds(250);

    private long _began = Stopwatch.GetTimestamp();

    public async Task Rest(CancellationToken ct)
    {
        var took = Stopwatch.GetElapsedTime(_began);
        await Task.Delay(took < LongestRest ? took : LongestRest, ct);
        _began = Stopwatch.GetTimestamp();
    }
}
