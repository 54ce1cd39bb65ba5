using CrmLive.Data;

namespace CrmLive.Live;

/// <summary>A place in the order of commits.</summary>
public readonly record struct Place(long CommitMark, long EventId)
{
    public static readonly Place Start = new(0, 0);

    public static Place Of(LoggedEvent happened) => new(happened.CommitMark, happened.Event.Id);

    public static Place Of(ConsumerPosition position) => new(position.CommitMark, position.EventId);
}
