using CrmLive.Shell;
using Microsoft.JSInterop;

namespace CrmLive.Pipeline;

/// <summary>Takes back what was done on the board, and does it again.</summary>
public sealed partial class BoardPage
{
    // Of each pipeline its own: what is taken back is on the board that is looked at.
    private readonly Dictionary<long, StepHistory> _histories = [];
    private Task _step = Task.CompletedTask;

    private StepHistory History
    {
        get
        {
            var pipeline = _pipeline?.Id ?? 0;
            return _histories.TryGetValue(pipeline, out var history) ? history : _histories[pipeline] = new StepHistory();
        }
    }

    [JSInvokable]
    public Task Undo() => Behind(() => History.TakeDone() is { } step ? TakeBack(step, History) : Task.CompletedTask);

    [JSInvokable]
    public Task Redo() => Behind(() => History.TakeUndone() is { } step ? TakeBack(step, History, isAgain: true) : Task.CompletedTask);

    private void Did(Step step, bool isQuiet = false)
    {
        var history = History;
        history.Did(step);
        _said = step.What;
        if (!isQuiet)
        {
            toasts.Say(step.What, () => InvokeAsync(() => Behind(() => history.TakeDone(step) is { } mine ? TakeBack(mine, history) : Task.CompletedTask)));
        }
    }

    // In the panel a field shows by itself that it was saved.
    private void DidBeside(Step step) => Did(step, isQuiet: step is EditedStep);

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

    private async Task TakeBack(Step step, StepHistory history, bool isAgain = false)
    {
        var how = isAgain ? "done again" : "taken back";
        try
        {
            var taken = await step.TakeBack(Desk, CancellationToken.None);
            if (taken.Reverse is { } reverse)
            {
                history.Took(reverse, isAgain);
                toasts.Say($"{step.What}: {how}{(taken.Refused.Count == 0 ? "" : $"; {taken.Refused.Count} stayed, with the reason at the card")}");
            }
            else
            {
                toasts.Refuse($"{step.What}: could not be {how}. {taken.Refused.Values.FirstOrDefault()}");
            }

            await Reread(taken.Records);
            foreach (var (id, why) in taken.Refused.Where(refused => _lanes.Shows(refused.Key)))
            {
                _marks.Refuse(id, why);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            var refusal = Refusal.Of(failure);
            if (!refusal.IsExpected)
            {
                // The next try may succeed.
                history.Keep(step, isAgain);
            }

            toasts.Refuse(refusal with { Message = $"{step.What}: could not be {how}. {refusal.Message}" });
        }

        StateHasChanged();
    }
}
