namespace CrmLive.Access;

/// <summary>One sign-in on one browser. Ending it closes its open pages within two seconds.</summary>
public sealed class Session : Entity
{
    /// <summary>The <see cref="Method"/> of a session that was begun with one click.</summary>
    public const string Evaluation = "evaluation";

    /// <summary>A session that nobody uses ends after this time.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(12);

    /// <summary>A session ends after this time however busy it is.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    private Session()
    {
    }

    public Session(long id, long userId, DateTimeOffset now, string? device, SignInMethod method)
        : base(id)
    {
        UserId = userId;
        StartedAt = now;
        ExpiresAt = now + Idle;
        Device = device is { Length: > 200 } ? device[..200] : device;
        Method = method == SignInMethod.Evaluation ? Evaluation : "directory";
        Record(new SessionStarted(id, userId));
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

    /// <summary>True once half of the idle time is over: a session in use is prolonged then, not at every click.</summary>
    public static bool IsDueForProlonging(DateTimeOffset expiresAt, DateTimeOffset now) => expiresAt - now < Idle / 2;

    public void Prolong(DateTimeOffset now)
    {
        if (!IsLive(now))
        {
            return;
        }

        var last = StartedAt + Longest;
        var wanted = now + Idle < last ? now + Idle : last;
        if (wanted > ExpiresAt)
        {
            ExpiresAt = wanted;
            Record(new SessionProlonged(Id, UserId));
        }
    }

    public void End(DateTimeOffset now)
    {
        if (EndedAt is null)
        {
            EndedAt = now;
            Record(new SessionEnded(Id, UserId));
        }
    }
}

/// <summary>How a person proved who they are.</summary>
public enum SignInMethod
{
    Directory,
    Evaluation,
}

public sealed record SessionStarted(long SessionId, long UserId) : DomainEvent(SessionStarted.Name, RecordKind.Session, SessionId)
{
    public const string Name = "session.started.v1";
}

public sealed record SessionProlonged(long SessionId, long UserId) : DomainEvent("session.prolonged.v1", RecordKind.Session, SessionId);

public sealed record SessionEnded(long SessionId, long UserId) : DomainEvent("session.ended.v1", RecordKind.Session, SessionId);
