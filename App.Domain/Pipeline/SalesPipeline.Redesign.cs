namespace CrmLive.Pipeline;

/// <summary>How a pipeline takes a new shape: one design, checked as a whole.</summary>
public sealed partial class SalesPipeline
{
    /// <summary>Makes the pipeline as it is designed; other probabilities are published as a new table. All its stages are loaded, also removed ones.</summary>
    /// <param name="inUse">Stages that hold deals, in the bin too.</param>
    /// <param name="ids">Fresh numbers: two for each stage of the design, one for each rule and one for the table.</param>
    /// <returns>The table that was published; null when the probabilities stay as they are.</returns>
    public ProbabilityTable? Redesign(PipelineDesign design, IReadOnlySet<long> inUse, Queue<long> ids, Author author)
    {
        var present = _stages.Where(stage => !stage.IsLeaving).ToList();
        PipelineRules.Check(design, present, inUse);
        var before = Shape();
        var places = _stages.ToDictionary(stage => stage.Id, stage => stage.Position);
        Name = Text.Required(design.Name, "name");
        FoldedName = NameFold.Of(Name);
        var removed = present.Where(stage => design.Stages.All(staying => staying.Id != stage.Id)).ToList();
        foreach (var stage in removed)
        {
            stage.Leave(PipelineRules.Target(design, stage, inUse.Contains(stage.Id)), inUse.Contains(stage.Id), author.At);
        }

        var added = new List<Stage>();
        foreach (var (wanted, position) in design.Stages.Select((stage, position) => (stage, position)))
        {
            if (present.Find(stage => stage.Id == wanted.Id) is { } known)
            {
                known.Become(wanted, position);
            }
            else
            {
                added.Add(new Stage(ids.Dequeue(), Id, wanted.Name!, wanted.Outcome, wanted.Probability, position));
            }
        }

        _stages.AddRange(added);
        PlaceRemoved(places);
        Redesign(design.Rules ?? Terms().ToList(), removed, ids);
        var table = Publish(design, before, ids, author);
        if (!before.SequenceEqual(Shape()))
        {
            Record(new PipelineRedesigned(Id, Name, TableNumber, [.. added.Select(stage => stage.Name)], [.. removed.Select(stage => stage.Name)]));
        }

        return table;
    }

    // Deals have stood in stages that were removed, so those keep a place on the way: right behind the open stage that they followed.
    private void PlaceRemoved(Dictionary<long, int> former)
    {
        List<Stage> way = [.. _stages.Where(stage => !stage.IsLeaving).OrderBy(stage => stage.Position)];
        foreach (var gone in _stages.Where(stage => stage.IsLeaving).OrderByDescending(stage => former[stage.Id]).ToList())
        {
            var followed = way.Where(stage => stage.IsOpen && !stage.IsLeaving && former.GetValueOrDefault(stage.Id, int.MaxValue) < former[gone.Id])
                .MaxBy(stage => former[stage.Id]);
            way.Insert(gone.IsOpen ? followed is null ? 0 : way.IndexOf(followed) + 1 : way.Count, gone);
        }

        for (var position = 0; position < way.Count; position++)
        {
            way[position].PlaceAt(position);
        }
    }

    private IEnumerable<RuleDesign> Terms() => _rules.Select(rule => new RuleDesign(rule.Id, rule.Terms()));

    // A rule about a stage goes with it.
    private void Redesign(IReadOnlyList<RuleDesign> wanted, IReadOnlyList<Stage> removed, Queue<long> ids)
    {
        var kept = wanted.Where(rule => removed.All(stage => stage.Id != rule.Terms.StageId)).ToList();
        foreach (var rule in _rules.Where(rule => kept.TrueForAll(other => other.Id != rule.Id)).ToList())
        {
            RemoveRule(rule.Id);
        }

        foreach (var rule in kept)
        {
            if (rule.Id is { } known)
            {
                ChangeRule(known, rule.Terms);
            }
            else
            {
                AddRule(ids.Dequeue(), rule.Terms);
            }
        }
    }

    private ProbabilityTable? Publish(PipelineDesign design, IReadOnlyList<StageShape> before, Queue<long> ids, Author author)
    {
        var open = _stages.Where(stage => stage.IsOpen && !stage.IsLeaving).ToList();
        var known = before.Where(stage => stage.Outcome == StageKind.Open).ToDictionary(stage => stage.Id, stage => stage.Probability);
        if (open.TrueForAll(stage => known.TryGetValue(stage.Id, out var probability) && probability == stage.Probability))
        {
            return null;
        }

        var table = new ProbabilityTable(ids.Dequeue(), Id, ++TableNumber, author, design.Note, design.DealsFollow);
        foreach (var stage in open)
        {
            table.Put(ids.Dequeue(), stage);
            stage.Take(TableNumber);
        }

        _tables.Add(table);
        return table;
    }

    private List<StageShape> Shape() =>
    [
        new StageShape(Id, Name, default, 0, 0, false, ""),
        .. _stages.Select(stage => new StageShape(stage.Id, stage.Name, stage.Outcome, stage.Probability, stage.Position, stage.IsLeaving, Fields(stage))),
    ];

    private static string Fields(Stage stage) => string.Join(' ', stage.Required);

    private sealed record StageShape(long Id, string Name, StageKind Outcome, decimal Probability, int Position, bool IsLeaving, string Required);
}
