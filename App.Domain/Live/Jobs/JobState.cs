namespace CrmLive.Live;

public enum JobState
{
    Waiting = 0,
    Running = 1,
    Done = 2,

    /// <summary>It can be resumed from its saved place.</summary>
    Failed = 3,

    /// <summary>It can be resumed too.</summary>
    Cancelled = 4,
}
