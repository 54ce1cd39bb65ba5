using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Live;

/// <summary>What stands at my bell, the newest first.</summary>
[Open("A person sees only their own notifications.")]
public sealed record ListNotifications(int Take = 30) : IQuery<NotificationList>;

/// <param name="Unread">How many I have not read, up to <see cref="MostUnread"/>.</param>
public sealed record NotificationList(IReadOnlyList<NotificationRow> Rows, int Unread)
{
    public const int MostUnread = 100;
}

public sealed record NotificationRow(long Id, string Text, string SubjectKind, long SubjectId, DateTimeOffset At, bool IsRead);

file sealed class Rules : AbstractValidator<ListNotifications>
{
    public Rules() => RuleFor(list => list.Take).InclusiveBetween(1, 100).WithMessage("Ask for 1 to 100 notifications.");
}

file sealed class Handler(CrmDb db) : IRequestHandler<ListNotifications, NotificationList>
{
    public async Task<NotificationList> Handle(ListNotifications request, CancellationToken cancellationToken)
    {
        var mine = db.Notifications.AsNoTracking().Where(notification => notification.UserId == db.UserId);
        var rows = await mine
            .OrderByDescending(notification => notification.Id)
            .Take(request.Take)
            .Select(notification => new NotificationRow(
                notification.Id, notification.Text, notification.SubjectKind, notification.SubjectId, notification.At, notification.ReadAt != null))
            .ToListAsync(cancellationToken);
        var unread = await mine.Where(notification => notification.ReadAt == null).Take(NotificationList.MostUnread).CountAsync(cancellationToken);
        return new NotificationList(rows, unread);
    }
}
