namespace CrmLive.Live;

/// <summary>How soon somebody waits for it. Each lane gets twice the share of the next, and none starves.</summary>
public enum WorkLane
{
    /// <summary>A person looks at it.</summary>
    Prompt = 0,

    Normal = 1,

    /// <summary>Much at once, such as steps of an import.</summary>
    Bulk = 2,
}
