using System.Linq.Expressions;
using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Live;

namespace CrmLive.Operations.Jobs;

/// <summary>A job as its pages show it.</summary>
public sealed record JobRow(long Id, string Type, string Title, JobState State, string StartedBy, DateTimeOffset CreatedAt, long Done)
{
    public long? Total { get; init; }

    public string? Note { get; init; }

    public long WorkedMs { get; init; }

    public bool IsCancelAsked { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>As JSON; counts and where files lie.</summary>
    public string? Result { get; init; }

    public string? Error { get; init; }

    /// <summary>The machine that has the files; null where any node can do it.</summary>
    public string? Machine { get; init; }

    public bool IsOver => State is JobState.Done or JobState.Failed or JobState.Cancelled;

    /// <summary>From 0 to 1; null while nobody knows how much it is.</summary>
    public double? Share => Total is > 0 ? Math.Min(1, (double)Done / Total.Value) : null;

    /// <summary>In a second; null before there is anything to tell it by.</summary>
    public double? Rate => WorkedMs > 0 && Done > 0 ? Done * 1000.0 / WorkedMs : null;

    public TimeSpan? TimeLeft => !IsOver && Total is { } total && Rate is { } rate ? TimeSpan.FromSeconds(Math.Max(0, total - Done) / rate) : null;

    internal static Expression<Func<Job, JobRow>> Read { get; } = job => new JobRow(job.Id, job.Type, job.Title, job.State, job.StartedBy, job.CreatedAt, job.Done)
    {
        Total = job.Total,
        Note = job.Note,
        WorkedMs = job.WorkedMs,
        IsCancelAsked = job.IsCancelAsked,
        EndedAt = job.EndedAt,
        Result = job.Result,
        Error = job.Error,
        Machine = job.Machine,
    };

    /// <summary>What a person has started; all jobs for who may do this with the program.</summary>
    internal static IQueryable<Job> Of(CrmDb db, string action)
    {
        var isAll = AccessPolicy.Decide(db.Work.Actor, new Permission("operations", action)).IsAllowed;
        return db.Jobs.Where(job => isAll || job.StartedById == db.UserId);
    }
}
