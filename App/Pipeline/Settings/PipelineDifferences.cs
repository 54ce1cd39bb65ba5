namespace CrmLive.Pipeline;

/// <summary>What is different between two states of a pipeline, in words.</summary>
public static class PipelineDifferences
{
    public static IReadOnlyList<string> Between(PipelineDetails before, PipelineDetails after, PersonalFormat format)
    {
        var words = new List<string>();
        if (before.Name != after.Name)
        {
            words.Add($"The pipeline is called {after.Name}.");
        }

        words.AddRange(after.Stages.Where(stage => before.Stages.All(other => other.Id != stage.Id)).Select(stage => $"{stage.Name} was added."));
        words.AddRange(before.Stages.Where(stage => after.Stages.All(other => other.Id != stage.Id)).Select(stage => $"{stage.Name} was removed."));
        words.AddRange(after.Stages.Join(before.Stages, stage => stage.Id, stage => stage.Id, (now, was) => Of(was, now, format)).SelectMany(one => one));
        var common = before.Stages.Select(stage => stage.Id).Intersect(after.Stages.Select(stage => stage.Id)).ToHashSet();
        if (!before.Stages.Select(stage => stage.Id).Where(common.Contains).SequenceEqual(after.Stages.Select(stage => stage.Id).Where(common.Contains)))
        {
            words.Add("The stages are in another order.");
        }

        if (!before.Rules.SequenceEqual(after.Rules))
        {
            words.Add("The rules for moves are different.");
        }

        return words;
    }

    private static IEnumerable<string> Of(StageDetails was, StageDetails now, PersonalFormat format)
    {
        if (was.Name != now.Name)
        {
            yield return $"{was.Name} is called {now.Name}.";
        }

        if (was.Outcome != now.Outcome || was.Probability != now.Probability)
        {
            yield return $"{now.Name}: {format.Percent(was.Probability, 2)} became {format.Percent(now.Probability, 2)}.";
        }

        if (!was.Required.SequenceEqual(now.Required))
        {
            yield return $"{now.Name} requires {(now.Required.Count == 0 ? "nothing" : string.Join(", ", now.Required.Select(field => field.Label().ToLowerInvariant())))}.";
        }
    }
}
