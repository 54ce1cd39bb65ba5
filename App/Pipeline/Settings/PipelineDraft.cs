namespace CrmLive.Pipeline;

/// <summary>A pipeline while somebody works on it: what it was when they began, and what they want. Knows nothing of the database.</summary>
public sealed class PipelineDraft
{
    private readonly Dictionary<long, long> _targets = [];

    public PipelineDraft(PipelineDetails from) => Begin(from);

    /// <summary>What the work started from.</summary>
    public PipelineDetails Base { get; private set; } = default!;

    public string Name { get; set; } = "";

    public List<StageDraft> Stages { get; } = [];

    public List<RuleDraft> Rules { get; } = [];

    public bool DealsFollow { get; set; } = true;

    public string? Note { get; set; }

    public bool IsChanged => Name != Base.Name || Unread is not null
        || !Stages.Select(stage => stage.Shape()).SequenceEqual(Base.Stages.Select(stage => new StageDraft(stage).Shape()))
        || !Rules.Select(rule => rule.Design()).SequenceEqual(Base.Rules);

    private RuleBroken? Unread => Stages.Where(stage => stage.Outcome == StageKind.Open).Select(stage => stage.Typed.Fault)
        .Concat(Rules.Where(rule => rule.Check.HasLimit()).Select(rule => rule.Typed.Fault)).FirstOrDefault(fault => fault is not null);

    /// <summary>Saving publishes a new table.</summary>
    public bool ChangesProbabilities => Stages.Where(stage => stage.Outcome == StageKind.Open)
        .Any(stage => Base.Stages.FirstOrDefault(before => before.Id == stage.Id) is not { Outcome: StageKind.Open } known || known.Probability != stage.Probability);

    public IEnumerable<StageDetails> Removed => Base.Stages.Where(before => Stages.TrueForAll(stage => stage.Id != before.Id));

    public void Begin(PipelineDetails from)
    {
        (Base, Name, DealsFollow, Note) = (from, from.Name, true, null);
        _targets.Clear();
        Stages.Clear();
        Stages.AddRange(from.Stages.Select(stage => new StageDraft(stage)));
        Rules.Clear();
        Rules.AddRange(from.Rules.Select(rule => new RuleDraft(rule)));
    }

    /// <exception cref="RuleBroken">A number cannot be read as it stands in its field.</exception>
    public PipelineDesign Design() => Unread is { } fault ? throw new RuleBroken(fault.Code, fault.Message, fault.Field) : new PipelineDesign(
        Name,
        [.. Stages.Select(stage => stage.Design())],
        [.. Removed.Where(stage => _targets.ContainsKey(stage.Id)).Select(stage => new StageRemoval(stage.Id, _targets[stage.Id]))],
        DealsFollow,
        Note,
        [.. Rules.Select(rule => rule.Design())]);

    /// <summary>Puts the stage into another place; false when it is there already or there is no such place.</summary>
    public bool Move(StageDraft stage, int place)
    {
        if (place < 0 || place >= Stages.Count || Stages.IndexOf(stage) == place)
        {
            return false;
        }

        Stages.Remove(stage);
        Stages.Insert(place, stage);
        return true;
    }

    /// <summary>A new open stage after the last open one.</summary>
    public StageDraft Add()
    {
        var stage = new StageDraft { Percent = 50 };
        Stages.Insert(Stages.FindLastIndex(other => other.Outcome == StageKind.Open) + 1, stage);
        return stage;
    }

    /// <summary>Stages that can take the deals of this one.</summary>
    public IEnumerable<StageDraft> Targets(StageDraft stage) => Stages.Where(other => other != stage && other.Id is not null && other.Outcome == stage.Outcome);

    public void Remove(StageDraft stage, long? target)
    {
        Stages.Remove(stage);
        Rules.RemoveAll(rule => rule.StageId is not null && rule.StageId == stage.Id);
        if (stage.Id is { } id && target is { } to)
        {
            _targets[id] = to;
        }
    }

    public string? TargetOf(long removed) => _targets.TryGetValue(removed, out var target) ? Stages.Find(stage => stage.Id == target)?.Name : null;

    public void BringBack(StageDetails removed) =>
        Stages.Insert(Math.Min(Stages.Count, Base.Stages.TakeWhile(stage => stage != removed).Count()), new StageDraft(removed));

    /// <summary>Takes the probabilities of an earlier table for the stages that are still there.</summary>
    public void Use(ProbabilityTableRow table)
    {
        foreach (var stage in Stages.Where(stage => stage.Outcome == StageKind.Open))
        {
            stage.Percent = (table.Shares.FirstOrDefault(share => share.StageId == stage.Id)?.Probability ?? stage.Probability) * 100;
        }

        Note = $"Table {table.Number} again";
    }

    /// <summary>Goes on from what somebody else has saved meanwhile: what was changed here stays changed, all else becomes theirs.</summary>
    public void Rebase(PipelineDetails theirs)
    {
        var before = Base.Stages.ToDictionary(stage => stage.Id);
        Name = Name == Base.Name ? theirs.Name : Name;
        Stages.RemoveAll(stage => stage.Id is { } id && theirs.Stages.All(other => other.Id != id));
        foreach (var (stage, place) in theirs.Stages.Select((stage, place) => (stage, place)))
        {
            if (Stages.Find(mine => mine.Id == stage.Id) is { } mine)
            {
                mine.Rebase(before[stage.Id], stage);
            }
            else if (!before.ContainsKey(stage.Id))
            {
                Stages.Insert(Math.Min(place, Stages.Count), new StageDraft(stage));
            }
        }

        var isRuleChanged = !Rules.Select(rule => rule.Design()).SequenceEqual(Base.Rules);
        Base = theirs;
        if (!isRuleChanged)
        {
            Rules.Clear();
            Rules.AddRange(theirs.Rules.Select(rule => new RuleDraft(rule)));
        }

        Rules.ForEach(rule => rule.Forget(theirs));
    }
}
