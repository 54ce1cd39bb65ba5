namespace CrmLive.Pipeline;

/// <summary>A deal that has gone its way elsewhere, with that way. The rules of every day hold for each step.</summary>
public sealed class PastDeal
{
    private readonly long _id;
    private readonly DealFields _fields;
    private readonly SalesPipeline _pipeline;
    private readonly Responsible _responsible;
    private readonly IReadOnlyList<PastStep> _steps;

    /// <exception cref="RuleBroken">The way is not one that a deal can go.</exception>
    public PastDeal(long id, DealFields fields, SalesPipeline pipeline, Responsible responsible, IReadOnlyList<PastStep> steps)
    {
        (_id, _fields, _pipeline, _responsible, _steps) = (id, fields, pipeline, responsible, steps);
        CheckOrder();

        // Walked once for nothing, so that a broken rule in the middle is found before anything is kept.
        var walked = Open();
        for (var number = 1; number < steps.Count; number++)
        {
            Move(walked, number);
        }
    }

    public int Steps => _steps.Count;

    /// <summary>The deal as it was opened.</summary>
    public Deal Open() =>
        new(_id, _steps[0].ChangeId, _fields, _pipeline, _steps[0].Stage, _responsible, _steps[0].At);

    /// <summary>Goes one step on.</summary>
    public StageChange Move(Deal deal, int number)
    {
        var step = _steps[number];
        return deal.MoveTo(_pipeline, step.Stage, new StageMove(step.ChangeId, _responsible.ActorId, step.At, step.Reason) { IsManager = true, IsPast = true });
    }

    private void CheckOrder()
    {
        if (_steps.Count == 0)
        {
            throw new RuleBroken("deal.no_history", "The deal has never been in a stage. Name at least one with its date.", "stage_id");
        }

        if (_steps.Zip(_steps.Skip(1)).Any(pair => pair.Second.At < pair.First.At))
        {
            throw new RuleBroken("deal.history_order", "The deal left a stage before it entered it. Check the dates.", "stage_id");
        }
    }
}

/// <summary>One stage that a deal entered.</summary>
/// <param name="ChangeId">Number of the transition that is written.</param>
public sealed record PastStep(long ChangeId, Stage Stage, DateTimeOffset At, string? Reason = null);
