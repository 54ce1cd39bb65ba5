using CrmLive.Data;
using CrmLive.Shell;

namespace CrmLive.Imports;

/// <summary>
/// Imports a folder of files by a map: table after table, batch after batch, each batch one command. What was cut off is taken up by running it
/// again: rows that are here already change nothing.
/// </summary>
public sealed class FolderImport(Dispatcher door, DatabaseProvider database)
{
    /// <exception cref="RuleBroken">Map and files do not fit.</exception>
    public Task Check(ImportJob job, CancellationToken ct) => Tables(job, ct);

    /// <exception cref="RuleBroken">Map and files do not fit; nothing was written.</exception>
    public async Task<ImportReport> Run(ImportJob job, CancellationToken ct)
    {
        var tables = await Tables(job, ct);
        Directory.CreateDirectory(job.ReportFolder);
        await using var report = new ReportFiles(job.ReportFolder);
        var ledger = new ImportLedger(job, report);
        if (job.Track?.ImportId is { } begun)
        {
            ledger.ImportId = begun;
            ledger.Recall(tables, await door.Send(job.Caller, new GetImportRemarks(begun), ct));
        }
        else if (!job.IsRehearsal)
        {
            ledger.ImportId = await door.Send(job.Caller, new StartImport(job.Map.System, job.Map.Pipeline), ct);
        }

        foreach (var table in tables)
        {
            await table.Run(ledger, ct);
        }

        foreach (var table in tables)
        {
            await table.NoteUnused(ledger, ct);
        }

        if (ledger.ImportId is { } id)
        {
            await door.Send(job.Caller, new FinishImport(id), ct);

            // With the old counts the planner takes a table full of new rows for an empty one, and figures over it take half a minute.
            await database.RefreshStatistics(ct);
        }

        return await report.Close(ledger.ToReport(), ct);
    }

    private async Task<List<TableImport>> Tables(ImportJob job, CancellationToken ct)
    {
        var tables = TableOrder.Of(job.Map).Select(map => new TableImport(door, job, map)).ToList();
        foreach (var table in tables)
        {
            await table.CheckHeading(ct);
        }

        return tables;
    }
}

/// <summary>What to import, for whom, and how.</summary>
public sealed record ImportJob(string Folder, ImportMap Map, Caller Caller, string ReportFolder)
{
    /// <summary>Says what would happen and writes nothing but the report.</summary>
    public bool IsRehearsal { get; init; }

    /// <summary>What the files say wins over what was changed here since the last import, in all tables.</summary>
    public bool Overwrites { get; init; }

    /// <summary>New users may be signed in with one click on a local evaluation.</summary>
    public bool ForEvaluation { get; init; }

    public ImportLimits Limits { get; init; } = new();

    /// <summary>Where it goes on and saves its place; null where it is no job.</summary>
    internal ImportTrack? Track { get; init; }

    /// <summary>Told after every batch: table, rows read of it.</summary>
    public Action<string, int>? Progress { get; init; }
}
