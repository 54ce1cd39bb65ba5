using CrmLive.Data;
using CrmLive.Live;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Operations.Queue;

/// <summary>Wishes again for work that was given up, oldest first. Where the same has been wished for since, they become one. Returns how many there were.</summary>
/// <param name="Kind">All of this kind; null for all kinds.</param>
/// <param name="Id">Only this one, of whatever kind.</param>
[Needs("operations.update")]
public sealed record RedriveWork(string? Kind = null, long? Id = null) : ICommand<int>
{
    /// <summary>In one transaction.</summary>
    public const int Most = 500;
}

file sealed class Handler(CrmDb db, IdGenerator ids) : IRequestHandler<RedriveWork, int>
{
    public async Task<int> Handle(RedriveWork request, CancellationToken cancellationToken)
    {
        var dead = await db.DeadWork.Where(dead => (request.Kind == null || dead.Kind == request.Kind) && (request.Id == null || dead.Id == request.Id))
            .OrderBy(dead => dead.At).ThenBy(dead => dead.Id).Take(RedriveWork.Most).ToListAsync(cancellationToken);
        foreach (var one in dead)
        {
            db.Wish(new WorkPut
            {
                Id = await ids.Next(cancellationToken),
                Kind = one.Kind,
                Key = one.Key,
                Payload = one.Payload,
                Lane = one.Lane,
                Priority = one.Priority,
                OrderKey = one.OrderKey,
            });
        }

        db.DeadWork.RemoveRange(dead);
        await db.SaveChangesAsync(cancellationToken);
        return dead.Count;
    }
}
