using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Live;

/// <summary>Marks one of my notifications as read, or all up to now. Returns how many that were.</summary>
/// <param name="NotificationId">Null for all.</param>
[Open("A person reads only their own notifications.")]
public sealed record ReadNotifications(long? NotificationId = null) : ICommand<int>, IRepeatable;

file sealed class Handler(CrmDb db, TimeProvider clock) : IRequestHandler<ReadNotifications, int>
{
    // More than anybody reads at once; the next call takes the rest.
    private const int AtOnce = 1000;

    public async Task<int> Handle(ReadNotifications request, CancellationToken cancellationToken)
    {
        var unread = await db.Notifications
            .Where(notification => notification.UserId == db.UserId && notification.ReadAt == null)
            .Where(notification => request.NotificationId == null || notification.Id == request.NotificationId)
            .OrderByDescending(notification => notification.Id)
            .Take(AtOnce)
            .ToListAsync(cancellationToken);
        unread.ForEach(notification => notification.Read(clock.GetUtcNow()));
        await db.SaveChangesAsync(cancellationToken);
        return unread.Count;
    }
}
