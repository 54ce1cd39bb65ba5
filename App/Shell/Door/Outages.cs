using CrmLive.Data;

namespace CrmLive.Shell;

/// <summary>
/// While the database or the disk is away, everything fails for the same reason: it is said in one line, once a second at most, by whoever meets it first.
/// </summary>
public sealed class Outages(TimeProvider clock, ILogger<Outages> log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FullFor = TimeSpan.FromSeconds(10);

    private readonly Lock _door = new();
    private long? _said;
    private int _unsaid;
    private long _full;

    /// <summary>A write was refused within the last seconds because a disk is full; who only reads does not notice.</summary>
    public bool IsFull => Interlocked.Read(ref _full) is > 0 and var full && clock.GetElapsedTime(full) < FullFor;

    /// <summary>Logs it where it is an outage; false where it is not, and whoever asks has to say it.</summary>
    public bool Heard(Exception failure)
    {
        if (!Outage.Is(failure))
        {
            return false;
        }

        if (Outage.IsFull(failure))
        {
            Interlocked.Exchange(ref _full, clock.GetTimestamp());
        }

        if (IsDue(out var unsaid))
        {
            log.LogWarning("The database or the disk cannot be used: {Reason} ({Unsaid} more since the line before)", Outage.Words(failure), unsaid);
        }

        return true;
    }

    private bool IsDue(out int unsaid)
    {
        lock (_door)
        {
            if (_said is { } said && clock.GetElapsedTime(said) < Pause)
            {
                unsaid = ++_unsaid;
                return false;
            }

            (unsaid, _unsaid, _said) = (_unsaid, 0, clock.GetTimestamp());
            return true;
        }
    }
}
