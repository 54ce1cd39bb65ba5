using CrmLive.Shell;
using Microsoft.JSInterop;

namespace CrmLive.Pipeline;

/// <summary>Takes back what was done on the board, and does it again.</summary>
public sealed partial class BoardPage
{
    private readonly StepHistory _history = new();
    private Task _step = Task.CompletedTask;

    [JSInvokable]
    public Task Undo() => Behind(() => _history.TakeDone() is { } step ? TakeBack(step, _history.Undid, "taken back") : Task.CompletedTask);

    [JSInvokable]
    public Task Redo() => Behind(() => _history.TakeUndone() is { } step ? TakeBack(step, _history.Redid, "done again") : Task.CompletedTask);

    private void Did(BoardStep step, bool isQuiet = false)
    {
        _history.Did(step);
        _said = step.What;
        if (!isQuiet)
        {
            toasts.Say(step.What, () => InvokeAsync(() => Behind(() => _history.TakeDone(step) is { } mine ? TakeBack(mine, _history.Undid, "taken back") : Task.CompletedTask)));
        }
    }

    // A step that is still on its way is the one that is meant, though its cards are seen to have moved before the answer is there.
    private Task Behind(Func<Task> act)
    {
        return _step = After(_step);

        async Task After(Task step)
        {
            await step.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
            await act();
        }
    }

    private async Task TakeBack(BoardStep step, Action<BoardStep> keep, string how)
    {
        try
        {
            var taken = await step.TakeBack(Desk, CancellationToken.None);
            foreach (var (id, why) in taken.Refused)
            {
                _marks.Refuse(id, why);
            }

            if (taken.Reverse is { } reverse)
            {
                keep(reverse);
            }

            _said = taken.Reverse is null ? $"{step.What}: could not be {how}" : $"{step.What}: {how}";
            await Reread(taken.Deals);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            toasts.Refuse(Refusal.Of(failure));
        }
    }
}
