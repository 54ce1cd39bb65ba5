using System.Globalization;
using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Live;

/// <summary>Makes a job and wishes that it be driven. Slices send it after they have looked whether the person may do what the job does. Returns its number.</summary>
/// <param name="Input">As JSON.</param>
/// <param name="IsHere">Its files lie on this machine.</param>
/// <param name="OrderKey">Jobs with the same one are driven one after the other.</param>
[Open("A job does what it does as whoever has started it, and each of its steps is allowed or refused by itself.")]
public sealed record StartJob(string Type, string Title, string Input, bool IsHere, string? OrderKey = null) : ICommand<long>;

file sealed class Handler(CrmDb db, IdGenerator ids, TimeProvider clock, IEnumerable<JobKind> kinds) : IRequestHandler<StartJob, long>
{
    public async Task<long> Handle(StartJob request, CancellationToken cancellationToken)
    {
        if (kinds.All(kind => kind.Name != request.Type))
        {
            throw InvalidInput.Of("type", "unknown", $"There is no kind of job '{request.Type}'.");
        }

        var job = new Job(await ids.Next(cancellationToken), request.Type, request.Title, request.Input, (db.UserId, db.Work.Actor.Name), clock.GetUtcNow())
        {
            Machine = request.IsHere ? JobHereWork.Machine : null,
            OrderKey = request.OrderKey,
        };
        db.Jobs.Add(job);
        db.Drive(job, await ids.Next(cancellationToken));
        await db.SaveChangesAsync(cancellationToken);
        return job.Id;
    }
}

internal static class JobWishes
{
    /// <summary>Wishes that the job go on.</summary>
    public static void Drive(this CrmDb db, Job job, long id) => db.Wish(new WorkPut
    {
        Id = id,
        Kind = job.Machine is { } machine ? JobHereWork.On(machine) : JobWork.Anywhere,
        Key = job.Id.ToString(CultureInfo.InvariantCulture),
        Lane = WorkLane.Bulk,
        OrderKey = job.OrderKey,
    });
}
