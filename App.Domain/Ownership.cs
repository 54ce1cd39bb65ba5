namespace CrmLive;

/// <summary>A record that belongs to a person and a team; "own" and "team" permissions look at these two.</summary>
public interface IOwned
{
    long? OwnerId { get; }

    long? TeamId { get; }
}

/// <summary>A record that goes to the bin before it goes for good.</summary>
public interface ISoftDeleted
{
    DateTimeOffset? DeletedAt { get; }
}

/// <summary>A record whose creation and changes are events, kept in history and shown on its page.</summary>
public interface IRecord
{
    RecordKind Kind { get; }
}
