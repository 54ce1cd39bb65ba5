namespace CrmLive.Pipeline;

/// <summary>Whether deals in a stage are still being worked on, or how they ended.</summary>
public enum StageKind
{
    Open = 0,
    Won = 1,
    Lost = 2,
}
