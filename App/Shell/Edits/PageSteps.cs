namespace CrmLive.Shell;

/// <summary>What was done on one page of a record: told in a message with Undo, taken back and done again by key.</summary>
/// <param name="after">Shows what it has become.</param>
public sealed class PageSteps(Desk desk, Toasts toasts, Func<Task> after)
{
    private readonly StepHistory _history = new();

    public void Did(Step step)
    {
        _history.Did(step);
        toasts.Say($"{step.What}.", () => _history.TakeDone(step) is { } mine ? TakeBack(mine) : Task.CompletedTask);
    }

    public Task Undo() => _history.TakeDone() is { } step ? TakeBack(step) : Task.CompletedTask;

    public Task Redo() => _history.TakeUndone() is { } step ? TakeBack(step, isAgain: true) : Task.CompletedTask;

    private async Task TakeBack(Step step, bool isAgain = false)
    {
        var how = isAgain ? "done again" : "taken back";
        try
        {
            var taken = await step.TakeBack(desk, CancellationToken.None);
            if (taken.Reverse is { } reverse)
            {
                _history.Took(reverse, isAgain);
                toasts.Say($"{step.What}: {how}.");
            }
            else
            {
                toasts.Refuse($"{step.What}: could not be {how}. {taken.Refused.Values.FirstOrDefault()}");
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            var refusal = Refusal.Of(failure);
            if (!refusal.IsExpected)
            {
                // The next try may succeed.
                _history.Keep(step, isAgain);
            }

            toasts.Refuse(refusal with { Message = $"{step.What}: could not be {how}. {refusal.Message}" });
        }

        await after();
    }
}
