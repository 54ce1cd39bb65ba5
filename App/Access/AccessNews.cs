namespace CrmLive.Access;

/// <summary>Tells the open pages of one circuit that the person may do more or less than before.</summary>
public sealed class AccessNews
{
    public event Action? Changed;

    internal void Tell() => Changed?.Invoke();
}
