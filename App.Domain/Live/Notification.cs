namespace CrmLive.Live;

/// <summary>Something that a person should know, made from an event; shown at the bell.</summary>
public sealed class Notification : Entity
{
    private Notification()
    {
    }

    public Notification(long id, long userId, string text, RecordId subject, long eventId, DateTimeOffset at)
        : base(id)
    {
        UserId = userId;
        Text = text.Length <= 500 ? text : text[..500];
        SubjectKind = subject.Kind.Name;
        SubjectId = subject.Number;
        EventId = eventId;
        At = at;
        Record(new NotificationAdded(id, userId));
    }

    public long UserId { get; private set; }

    public string Text { get; private set; } = "";

    public string SubjectKind { get; private set; } = "";

    public long SubjectId { get; private set; }

    public long EventId { get; private set; }

    public DateTimeOffset At { get; private set; }

    public DateTimeOffset? ReadAt { get; private set; }

    public void Read(DateTimeOffset now)
    {
        if (ReadAt is null)
        {
            ReadAt = now;
            Record(new NotificationRead(Id, UserId));
        }
    }
}

/// <summary>Rings somebody's bell: the subject is the person whose notifications these are, so that pages follow <c>notification/person</c>.</summary>
public sealed record NotificationAdded(long NotificationId, long UserId)
    : DomainEvent("notification.added.v1", RecordKind.Notification, UserId);

/// <summary>Somebody has read it, or nothing is left to do about it.</summary>
public sealed record NotificationRead(long NotificationId, long UserId)
    : DomainEvent("notification.read.v1", RecordKind.Notification, UserId);
