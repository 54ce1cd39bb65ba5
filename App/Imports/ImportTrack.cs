using System.Diagnostics;
using System.Text.Json;
using CrmLive.Live;

namespace CrmLive.Imports;

/// <summary>
/// The way of an import that is a job. Batches come in the same order each time, so their number is the place: those that were saved before are read again and not sent.
/// </summary>
internal sealed class ImportTrack
{
    private readonly JobRun _run;
    private readonly long _total;
    private readonly ImportPlace _saved;
    private long _done;
    private int _batch;
    private long _since = Stopwatch.GetTimestamp();

    public ImportTrack(JobRun run, long total)
    {
        (_run, _total) = (run, total);
        _saved = run.Place is { } place ? JsonSerializer.Deserialize<ImportPlace>(place)! : new ImportPlace(null, 0);
    }

    /// <summary>The run that was begun before.</summary>
    public long? ImportId => _saved.Import;

    /// <summary>The next batch was saved before the job was cut off.</summary>
    public bool Passes(int rows)
    {
        if (_batch >= _saved.Batches)
        {
            return false;
        }

        _batch++;
        _done += rows;
        return true;
    }

    /// <summary>To be saved with the next batch.</summary>
    /// <param name="isAgain">Rows that have waited: they are always sent again, and are no place.</param>
    public JobMark Mark(long importId, string table, int rows, bool isAgain)
    {
        _batch += isAgain ? 0 : 1;
        _done += rows;
        var spent = (long)Stopwatch.GetElapsedTime(_since).TotalMilliseconds;
        _since = Stopwatch.GetTimestamp();
        return new JobMark(_run.JobId, _run.Number, new JobProgress(JsonSerializer.Serialize(new ImportPlace(importId, _batch)), _done, _total, spent, table));
    }
}

/// <param name="Batches">How many were saved.</param>
internal sealed record ImportPlace(long? Import, int Batches);
