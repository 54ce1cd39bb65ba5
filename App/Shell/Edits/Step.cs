namespace CrmLive.Shell;

/// <summary>Something that was done on a page, as what takes it back. Taking it back makes another one, which does it again.</summary>
/// <param name="What">What was done, as it is told: "Acme renewal moved to Proposal".</param>
public abstract record Step(string What)
{
    /// <summary>Takes it back at the server.</summary>
    public abstract Task<StepTaken> TakeBack(Desk desk, CancellationToken ct);
}

/// <summary>What came of a step that was taken back.</summary>
/// <param name="Reverse">Does it again; null when nothing was taken back.</param>
/// <param name="Records">All that were concerned.</param>
/// <param name="Refused">Why which record stays as it is.</param>
public sealed record StepTaken(Step? Reverse, IReadOnlyList<long> Records, IReadOnlyDictionary<long, string> Refused)
{
    public static readonly IReadOnlyDictionary<long, string> NoRefusal = new Dictionary<long, string>();
}

/// <summary>Fields or the owner of a record were changed in one save.</summary>
/// <param name="Version">What the save returned.</param>
/// <param name="Undo">What takes back the save of a record that made a version; returns the new version.</param>
public sealed record EditedStep(string What, long Id, long Version, Func<long, long, ICommand<long>> Undo) : Step(What)
{
    public override async Task<StepTaken> TakeBack(Desk desk, CancellationToken ct)
    {
        try
        {
            return new StepTaken(this with { Version = await desk.Send(Undo(Id, Version), ct) }, [Id], StepTaken.NoRefusal);
        }
        catch (FieldConflict since)
        {
            var why = $"{since.Fields[0].ChangedBy} has changed {string.Join(" and ", since.Fields.Select(field => field.Label).Distinct())} since.";
            return new StepTaken(null, [Id], new Dictionary<long, string> { [Id] = why });
        }
    }
}
