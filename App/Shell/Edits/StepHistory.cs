namespace CrmLive.Shell;

/// <summary>What a person has done on a page, to take back and to do again, the latest first.</summary>
public sealed class StepHistory
{
    private const int Most = 50;
    private readonly List<Step> _done = [];
    private readonly List<Step> _undone = [];

    /// <summary>Something new was done; what was taken back before cannot be done again.</summary>
    public void Did(Step step)
    {
        Push(_done, step);
        _undone.Clear();
    }

    /// <summary>The latest thing to take back; null when there is none.</summary>
    public Step? TakeDone() => Pop(_done);

    /// <summary>One thing to take back, wherever it stands; null when it has been already.</summary>
    public Step? TakeDone(Step step) => _done.Remove(step) ? step : null;

    /// <summary>The latest thing to do again; null when there is none.</summary>
    public Step? TakeUndone() => Pop(_undone);

    /// <summary>A step was taken back, or done again; so its reverse can be taken next.</summary>
    public void Took(Step reverse, bool isAgain) => Push(isAgain ? _done : _undone, reverse);

    /// <summary>A step that could not be taken back, or done again, still can be.</summary>
    public void Keep(Step step, bool isAgain) => Push(isAgain ? _undone : _done, step);

    private static void Push(List<Step> steps, Step step)
    {
        steps.Add(step);
        if (steps.Count > Most)
        {
            steps.RemoveAt(0);
        }
    }

    private static Step? Pop(List<Step> steps)
    {
        var step = steps.Count > 0 ? steps[^1] : null;
        if (step is not null)
        {
            steps.RemoveAt(steps.Count - 1);
        }

        return step;
    }
}
