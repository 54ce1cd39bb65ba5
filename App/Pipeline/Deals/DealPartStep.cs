using CrmLive.Shell;

namespace CrmLive.Pipeline;

/// <summary>A line or a person of a deal was changed, in its tab.</summary>
public sealed record DealPartStep(string What, long DealId, Func<Desk, Task> Back, Func<Desk, Task> Again) : Step(What)
{
    public override async Task<StepTaken> TakeBack(Desk desk, CancellationToken ct)
    {
        await Back(desk);
        return new StepTaken(this with { Back = Again, Again = Back }, [DealId], StepTaken.NoRefusal);
    }
}
