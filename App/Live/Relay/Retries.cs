using CrmLive.Data;
using CrmLive.Shell;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Live;

/// <summary>How often an event is tried again, by the class of its failure.</summary>
internal static class Retries
{
    /// <summary>An event this far down a chain of causes is not answered any more: the chain is a loop.</summary>
    public const int DepthLimit = 16;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>A refusal stays one however often it is asked for; a defect may be mended by a restart; what passes by itself gets the most patience.</summary>
    public static int AttemptsFor(Exception failure) => failure switch
    {
        EndlessLoop => 1,
        TimeoutException or IOException or StaleVersion or KeyConflict or DbUpdateConcurrencyException => 8,
        _ when Outage.Is(failure) || Outage.IsConflict(failure) => 8,
        _ => Refusal.Of(failure).IsExpected ? 1 : 3,
    };

    public static TimeSpan Pause(int failures) =>
        failures == 0 ? TimeSpan.Zero : TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(failures - 1, 20)));

    public static string Words(Exception failure)
    {
        var words = $"{failure.GetType().Name}: {failure.Message}";
        return words.Length <= Text.NoteLength ? words : words[..Text.NoteLength];
    }
}

/// <summary>The event is the last of too long a chain of causes.</summary>
internal sealed class EndlessLoop(int depth) : Exception($"The event stands at depth {depth} of a chain of causes; beyond {Retries.DepthLimit} a chain is taken for a loop.");
