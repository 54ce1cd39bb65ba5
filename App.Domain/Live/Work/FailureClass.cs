namespace CrmLive.Live;

/// <summary>Why work failed, as far as it decides whether and when it is tried again.</summary>
public enum FailureClass
{
    /// <summary>It passes by itself: time-outs, outages, conflicts.</summary>
    Passing = 0,

    /// <summary>The other side asks for patience.</summary>
    Throttled = 1,

    /// <summary>A fault of ours, which a new version may mend.</summary>
    Defect = 2,

    /// <summary>It stays so however often it is asked for.</summary>
    Refused = 3,

    /// <summary>The process ended in the middle of it, again and again.</summary>
    Crashed = 4,
}
