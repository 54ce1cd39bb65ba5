namespace CrmLive.Shell;

/// <summary>Short messages of one circuit, with an undo where there is one.</summary>
public sealed class Toasts
{
    private readonly List<Toast> _shown = [];
    private int _last;

    public event Action? Changed;

    public IReadOnlyList<Toast> Shown => _shown;

    /// <summary>Says that something was done; with <paramref name="undo"/> it can be taken back from the toast.</summary>
    public void Say(string text, Func<Task>? undo = null) => Show(new Toast(++_last, text, IsRefusal: false, TraceId: null, undo));

    public void Refuse(Refusal refusal) =>
        Show(new Toast(++_last, refusal.Message, IsRefusal: true, refusal.TraceId, Undo: null));

    public void Refuse(string why) => Show(new Toast(++_last, why, IsRefusal: true, TraceId: null, Undo: null));

    public void Close(Toast toast)
    {
        _shown.Remove(toast);
        Changed?.Invoke();
    }

    private void Show(Toast toast)
    {
        _shown.Add(toast);
        if (_shown.Count > 4)
        {
            _shown.RemoveAt(0);
        }

        Changed?.Invoke();
    }
}

public sealed record Toast(int Number, string Text, bool IsRefusal, string? TraceId, Func<Task>? Undo);
