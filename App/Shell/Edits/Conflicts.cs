namespace CrmLive.Shell;

/// <summary>Asks the person of one circuit which values to save where somebody else changed the same fields.</summary>
public sealed class Conflicts
{
    private TaskCompletionSource<object?>? _answer;

    public event Action? Changed;

    /// <summary>What is being asked; null when nothing is.</summary>
    public FieldConflict? Asked { get; private set; }

    /// <summary>The fields to save, or null when the person would rather go on typing.</summary>
    public async Task<object?> Settle(FieldConflict conflict)
    {
        if (Asked is not null || Changed is null)
        {
            return null;
        }

        _answer = new TaskCompletionSource<object?>(TaskCreationOptions.RunContinuationsAsynchronously);
        Ask(conflict);
        return await _answer.Task;
    }

    public void Answer(object? fields)
    {
        Ask(null);
        _answer?.TrySetResult(fields);
    }

    private void Ask(FieldConflict? conflict)
    {
        Asked = conflict;
        Changed?.Invoke();
    }
}
