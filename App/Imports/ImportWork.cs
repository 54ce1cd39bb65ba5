using System.Text.Json;
using CrmLive.Data;
using CrmLive.Live;

namespace CrmLive.Imports;

/// <summary>What an import that is a job was asked for. The files lie on the machine where it was begun.</summary>
public sealed record ImportOrder(string Folder, string Map, string ReportFolder, bool Overwrites, bool ForEvaluation)
{
    internal ImportJob ToJob(Shell.Caller caller) => new(Folder, MapFile.Parse(Map), caller, ReportFolder) { Overwrites = Overwrites, ForEvaluation = ForEvaluation };
}

/// <summary>Imports as jobs.</summary>
internal sealed class ImportWork(FolderImport imports, ImportNews news) : JobKind
{
    public const string Type = "import";

    public override string Name => Type;

    public override async Task<string> Run(JobRun run, CancellationToken ct)
    {
        var job = JsonSerializer.Deserialize<ImportOrder>(run.Input)!.ToJob(run.Caller);
        var report = await imports.Run(job with { Track = new ImportTrack(run, await Lines(job, ct)), Progress = news.Tell }, ct);
        return JsonSerializer.Serialize(
            new { Import = new RecordId(RecordKind.Import, report.ImportId!.Value).ToString(), report.Rows, report.Created, report.Updated, report.Unchanged, report.Refused, report.Noted, Report = job.ReportFolder },
            EventJson.Options);
    }

    // About as many as there are rows: good enough to tell how far it is.
    private static async Task<long> Lines(ImportJob job, CancellationToken ct)
    {
        var total = 0L;
        foreach (var file in job.Map.Tables.Select(table => Path.Combine(job.Folder, table.File)).Where(File.Exists))
        {
            total += await Lines(file, ct);
        }

        return total;
    }

    private static async Task<long> Lines(string file, CancellationToken ct)
    {
        await using var bytes = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, useAsync: true);
        var (buffer, lines, last) = (new byte[1 << 16], 0L, (byte)'\n');
        while (await bytes.ReadAsync(buffer, ct) is > 0 and var read)
        {
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
            last = buffer[read - 1];
        }

        // Less the heading.
        return Math.Max(0, lines + (last == '\n' ? 0 : 1) - 1);
    }
}

/// <summary>Tells whoever watches in this process how far imports are.</summary>
public sealed class ImportNews
{
    /// <summary>Table, and the rows read of it.</summary>
    public event Action<string, int>? Told;

    internal void Tell(string table, int rows) => Told?.Invoke(table, rows);
}
