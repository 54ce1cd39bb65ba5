namespace CrmLive.Live;

/// <summary>The parts of what one browser shows that could not be read again. They keep what they show; the strip below the page says that it may be old.</summary>
public sealed class OldPictures
{
    private readonly HashSet<LiveView> _views = [];

    public event Action? Changed;

    public bool Any => _views.Count > 0;

    /// <summary>Reads them again now, and not when the next try is due.</summary>
    public void Retry() => _views.ToList().ForEach(view => view.ReadAgain());

    internal void Add(LiveView view) => Tell(_views.Add(view));

    internal void Remove(LiveView view) => Tell(_views.Remove(view));

    private void Tell(bool isChanged)
    {
        if (isChanged)
        {
            Changed?.Invoke();
        }
    }
}
