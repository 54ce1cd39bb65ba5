using CrmLive.Pipeline;

namespace CrmLive.Imports;

/// <summary>Rebuilds the way of a deal from the dates on which it entered its stages.</summary>
internal sealed class DealSteps(PipelineMap pipeline, HistoryMap history, TimeZoneInfo? zone)
{
    private const string NoReason = "Not recorded";

    public IReadOnlyList<ContentStep> Read(RowReader row)
    {
        var stands = row.Cell(history.Stage);
        var stage = stands is null ? null : pipeline.Stages.Find(one => NameFold.AreSame(one.Name, stands));
        if (stage is null)
        {
            row.Refuse("stage.unknown", $"The pipeline {pipeline.Name} has no stage '{stands}'. It has {string.Join(", ", pipeline.Stages.Select(one => one.Name))}.");
            return [];
        }

        // A deal has entered its stage and, if dates say so, open ones before it; another end it cannot have had.
        var before = pipeline.Stages.TakeWhile(one => one != stage).Where(one => one.Outcome == StageKind.Open);
        var steps = before.Select(one => (one.Name, On: Entered(row, one))).Where(step => step.On is not null).Select(step => Step(step.Name, step.On!.Value, reason: null)).ToList();
        steps.Add(Last(row, stage));
        if (stage.Outcome != StageKind.Open && steps.Count == 1)
        {
            // Deals start in an open stage; that this one had none before its end is all that is known.
            row.Note("history.undated", $"Nothing says when work on it began; it counts as begun on the day it ended.");
            steps.Insert(0, steps[0] with { Stage = pipeline.Stages.First(one => one.Outcome == StageKind.Open).Name, Reason = null });
        }

        return Fitted(steps);
    }

    // The time of a day without one is no fact: beside a stamp of the same day it gives way.
    private static List<ContentStep> Fitted(List<ContentStep> steps)
    {
        for (var i = 1; i < steps.Count; i++)
        {
            steps[i] = steps[i].At < steps[i - 1].At ? steps[i].Beside(steps[i - 1]) : steps[i];
        }

        for (var i = steps.Count - 2; i >= 0; i--)
        {
            steps[i] = steps[i].At > steps[i + 1].At ? steps[i].Beside(steps[i + 1]) : steps[i];
        }

        return steps;
    }

    private ContentStep Last(RowReader row, StageMap stage)
    {
        var reason = stage.Outcome == StageKind.Lost ? row.Text("lost_reason") ?? NoReason : null;
        if (Entered(row, stage) is { } on)
        {
            return Step(stage.Name, on, reason);
        }

        if (!row.IsRefused)
        {
            row.Note("history.undated", $"Nothing says when it entered {stage.Name}; {history.Undated:yyyy-MM-dd} was taken.");
        }

        return Step(stage.Name, new Stamp(history.Undated), reason);
    }

    private Stamp? Entered(RowReader row, StageMap stage) =>
        history.Entered.FirstOrDefault(entry => NameFold.AreSame(entry.Key, stage.Name)).Value is { Length: > 0 } column ? row.DateIn(column, history.Format) : null;

    private ContentStep Step(string stage, Stamp on, string? reason) => new(stage, on.InstantIn(zone), reason) { IsDay = on.IsDay };
}
