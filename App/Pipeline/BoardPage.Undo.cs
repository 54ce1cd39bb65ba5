using CrmLive.Shell;
using Microsoft.JSInterop;

namespace CrmLive.Pipeline;

/// <summary>Takes back what was done on the board, and does it again.</summary>
public sealed partial class BoardPage
{
    private readonly StepHistory _history = new();
    private Task _latest = Task.CompletedTask;

    [JSInvokable]
    public Task Undo() => InTurn(() => _history.TakeDone() is { } step ? TakeBack(step, _history.Undid, "taken back") : Task.CompletedTask);

    [JSInvokable]
    public Task Redo() => InTurn(() => _history.TakeUndone() is { } step ? TakeBack(step, _history.Redid, "done again") : Task.CompletedTask);

    private void Did(BoardStep step, bool isQuiet = false)
    {
        _history.Did(step);
        _said = step.What;
        if (!isQuiet)
        {
            toasts.Say(step.What, () => InvokeAsync(() => InTurn(() => _history.TakeDone(step) is { } mine ? TakeBack(mine, _history.Undid, "taken back") : Task.CompletedTask)));
        }
    }

    // A step that is still on its way is the one that is meant, though its cards are seen to have moved before the answer is there.
    private Task InTurn(Func<Task> act)
    {
        return _latest = After(_latest);

        async Task After(Task latest)
        {
            await latest.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
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
