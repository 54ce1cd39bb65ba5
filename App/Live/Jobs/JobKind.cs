using CrmLive.Shell;

namespace CrmLive.Live;

/// <summary>A kind of long work, registered by the slice that does it.</summary>
public abstract class JobKind
{
    /// <summary>Stable: it stands in every job. At most 60 characters.</summary>
    public abstract string Name { get; }

    /// <summary>Goes on from the saved place to the end, and saves its place on the way. What it throws ends the job, unless it passes by itself.</summary>
    /// <returns>The result, as JSON.</returns>
    public abstract Task<string> Run(JobRun run, CancellationToken ct);
}

/// <summary>One drive of a job.</summary>
/// <param name="Number">To come with when progress is saved.</param>
/// <param name="Caller">Whoever has started it; what the job sends, it sends as them.</param>
/// <param name="Place">Null at the beginning.</param>
public sealed record JobRun(long JobId, int Number, Caller Caller, string Input, string? Place, long Done);
