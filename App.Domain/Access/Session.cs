namespace CrmLive.Access;

/// <summary>One sign-in on one browser. Ending it closes its open pages within two seconds.</summary>
public sealed class Session : Entity
{
    private Session()
    {
    }

    public Session(long id, long userId, DateTimeOffset now, TimeSpan lifetime, string? device, string method)
        : base(id)
    {
        UserId = userId;
        StartedAt = now;
        ExpiresAt = now + lifetime;
        Device = device is { Length: > 200 } ? device[..200] : device;
        Method = method;
    }

    public long UserId { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The browser as it names itself, cut to 200 characters.</summary>
    public string? Device { get; private set; }

    /// <summary>How the person proved who they are: <c>directory</c> or <c>evaluation</c>.</summary>
    public string Method { get; private set; } = "";

    public bool IsLive(DateTimeOffset now) => EndedAt is null && now < ExpiresAt;

    public void End(DateTimeOffset now)
    {
        if (EndedAt is null)
        {
            EndedAt = now;
            Record(new SessionEnded(Id, UserId));
        }
    }
}

public sealed record SessionEnded(long SessionId, long UserId) : DomainEvent("session.ended.v1", RecordKind.Session, SessionId);
