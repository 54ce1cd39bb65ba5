namespace CrmLive.Live;

/// <summary>Long work that people watch: how far it is, and where it goes on after it was cut off.</summary>
public sealed class Job : Entity, IRecord
{
    public const int NoteLength = 200;

    private Job()
    {
    }

    public Job(long id, string type, string title, string input, (long? Id, string Name) by, DateTimeOffset now)
        : base(id)
    {
        (Type, Input, StartedById, StartedBy, CreatedAt) = (type, input, by.Id, by.Name, now);
        Title = title.Length <= Text.NameLength ? title : title[..Text.NameLength];
    }

    public RecordKind Kind => RecordKind.Job;

    /// <summary>Name of the kind of job that a slice has registered.</summary>
    public string Type { get; private set; } = "";

    public string Title { get; private set; } = "";

    /// <summary>What it was asked for, as JSON.</summary>
    public string Input { get; private set; } = "";

    /// <summary>The machine that has the files; null where any node can do it.</summary>
    public string? Machine { get; init; }

    /// <summary>Jobs with the same one are driven one after the other.</summary>
    public string? OrderKey { get; init; }

    /// <summary>Null for the software.</summary>
    public long? StartedById { get; private set; }

    public string StartedBy { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public JobState State { get; private set; }

    /// <summary>Counts who has driven it; who comes with an older number changes nothing.</summary>
    public int Run { get; private set; }

    /// <summary>Where it goes on, as JSON; null at the beginning.</summary>
    public string? Place { get; private set; }

    public long Done { get; private set; }

    public long? Total { get; private set; }

    /// <summary>What it is at.</summary>
    public string? Note { get; private set; }

    /// <summary>Time at work, without what it lay still.</summary>
    public long WorkedMs { get; private set; }

    public bool IsCancelAsked { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>As JSON; counts and where files lie.</summary>
    public string? Result { get; private set; }

    public string? Error { get; private set; }

    public bool IsOver => State is JobState.Done or JobState.Failed or JobState.Cancelled;

    /// <summary>Somebody drives it from now on; whoever did before does not any more. Returns the number to come with.</summary>
    public int Begin()
    {
        Require(State is JobState.Waiting or JobState.Running, "job.over", "This job is over. Resume it first.");
        (State, Run) = (JobState.Running, Run + 1);
        return Run;
    }

    /// <exception cref="JobTaken">Somebody else drives it.</exception>
    /// <exception cref="JobCancelled">Somebody wants it to stop.</exception>
    public void Advance(int run, JobProgress progress)
    {
        Own(run);
        if (IsCancelAsked)
        {
            throw new JobCancelled();
        }

        (Place, Done, Total) = (progress.Place, progress.Done, progress.Total);
        WorkedMs += progress.SpentMs;
        Note = progress.Note is { Length: > NoteLength } note ? note[..NoteLength] : progress.Note;
        Record(new JobProgressed(Id, Done, Total));
    }

    public void Finish(int run, string result, DateTimeOffset now)
    {
        Own(run);
        (State, Result, EndedAt, Note) = (JobState.Done, result, now, null);
    }

    public void Fail(int run, string error, DateTimeOffset now)
    {
        Own(run);
        (State, EndedAt) = (JobState.Failed, now);
        Error = error.Length <= Text.NoteLength ? error : error[..Text.NoteLength];
    }

    /// <summary>It stops at its next step; one that nobody drives stops now.</summary>
    public void Cancel(DateTimeOffset now)
    {
        Require(!IsOver, "job.over", "This job is over already.");
        IsCancelAsked = true;
        if (State == JobState.Waiting)
        {
            Stop(now);
        }
    }

    /// <summary>It has stopped because somebody wanted it to.</summary>
    public void Stop(int run, DateTimeOffset now)
    {
        Own(run);
        Stop(now);
    }

    /// <summary>Goes on from its saved place.</summary>
    public void Resume()
    {
        Require(State is JobState.Failed or JobState.Cancelled, "job.not_stopped", State == JobState.Done ? "This job is done." : "This job has not stopped.");
        (State, IsCancelAsked, EndedAt, Error) = (JobState.Waiting, false, null, null);
    }

    private static void Require(bool holds, string code, string sentence)
    {
        if (!holds)
        {
            throw new RuleBroken(code, sentence);
        }
    }

    private void Stop(DateTimeOffset now) => (State, EndedAt) = (JobState.Cancelled, now);

    private void Own(int run)
    {
        if (run != Run || State != JobState.Running)
        {
            throw new JobTaken();
        }
    }
}

/// <summary>How far a job is.</summary>
/// <param name="Place">Where it would go on, as JSON.</param>
/// <param name="SpentMs">Time at work since the progress before.</param>
public sealed record JobProgress(string Place, long Done, long? Total, long SpentMs, string? Note);

public sealed record JobProgressed(long JobId, long Done, long? Total) : DomainEvent("job.progressed.v1", RecordKind.Job, JobId);

/// <summary>Whoever comes with this does not drive the job any more.</summary>
public sealed class JobTaken() : Exception("Somebody else drives this job by now, or it is over.");

/// <summary>The job is to stop.</summary>
public sealed class JobCancelled() : RuleBroken("job.cancelled", "The job was cancelled.");
