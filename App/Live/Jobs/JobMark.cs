using CrmLive.Data;
using CrmLive.Shell;

namespace CrmLive.Live;

/// <summary>How far the job is that a command belongs to; saved in the transaction of the command.</summary>
/// <param name="Run">Number of the drive.</param>
public sealed record JobMark(long JobId, int Run, JobProgress Progress)
{
    /// <exception cref="JobTaken">Somebody else drives the job.</exception>
    /// <exception cref="JobCancelled">Somebody wants it to stop.</exception>
    internal async Task Save(CrmDb db, CancellationToken ct) => (await db.Require<Job>(JobId, ct)).Advance(Run, Progress);
}
