using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using CrmLive.Data;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Operations.Audit;

/// <summary>The head of a tenant's chain at an instant. The position is also the number of entries, because positions have no gaps.</summary>
public sealed record Checkpoint(long Position, string Hash, DateTimeOffset At);

/// <summary>
/// Heads of the chains, kept outside the database in files that are only ever added to: somebody who owns the database can forge a whole chain, but not these.
/// One file per tenant in <c>audit</c> below the home, and again in a second folder where one is configured, best on another machine. Each seal is anchored
/// here at once. How long a file was the database knows: one that is gone or shorter is never begun anew, it stays an alarm.
/// </summary>
public sealed class CheckpointLog(Home home, IConfiguration configuration, CrmDbFactory databases, TimeProvider clock)
{
    // A write returns when it is on the disk.
    private static readonly FileStreamOptions ToDisk = new()
    {
        Mode = FileMode.Append,
        Access = FileAccess.Write,
        Share = FileShare.ReadWrite,
        Options = FileOptions.WriteThrough,
        BufferSize = 0,
    };

    private static readonly string Here = Environment.MachineName.ToLowerInvariant() + ":";

    private readonly ConcurrentDictionary<long, string> _shortened = [];

    private IReadOnlyList<string> Folders { get; } =
        [Path.Combine(home.Folder, "audit"), .. configuration["Audit:CheckpointFolder"] is { Length: > 0 } second ? [second] : Array.Empty<string>()];

    /// <summary>Tenants that have checkpoints here.</summary>
    public IReadOnlyList<long> Tenants() =>
    [
        .. Folders.Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.jsonl"))
            .Select(file => RecordId.TryParse(Path.GetFileNameWithoutExtension(file), RecordKind.Tenant, out var tenant) ? tenant : 0)
            .Where(tenant => tenant > 0)
            .Distinct(),
    ];

    /// <summary>The checkpoints of a tenant, file by file, as they were written.</summary>
    /// <exception cref="InvalidDataException">While reading: a line is not a checkpoint, somebody has written into the file.</exception>
    public IReadOnlyList<IEnumerable<Checkpoint>> Read(long tenant) => [.. Files(tenant).Where(File.Exists).Select(ReadFile)];

    /// <summary>Anchors the head of a chain that has just grown, in every folder.</summary>
    public Task Grown(long tenant, long position, string hash, CancellationToken ct) => Write(tenant, position, hash, isNew: true, ct);

    /// <summary>Anchors the head of a chain where that was not done any more, before a crash.</summary>
    public Task CatchUp(long tenant, long position, string hash, CancellationToken ct) => Write(tenant, position, hash, isNew: false, ct);

    /// <summary>What is amiss with the files of a tenant, in a sentence each.</summary>
    public async Task<IReadOnlyList<string>> Alarms(long tenant, CancellationToken ct)
    {
        await using var db = databases.CreateSystemWide("audit-checkpoints");
        var names = Files(tenant).ToDictionary(NameOf, StringComparer.Ordinal);
        var known = await db.CheckpointFiles.AsNoTracking().Where(file => names.Keys.Contains(file.Name)).ToListAsync(ct);
        var shortened = _shortened.GetValueOrDefault(tenant);
        return [.. known.Select(file => Alarm(names[file.Name], file)).Append(shortened).OfType<string>()];
    }

    /// <summary>What is amiss with the files of all tenants.</summary>
    public async Task<IReadOnlyList<string>> Alarms(CancellationToken ct)
    {
        await using var db = databases.CreateSystemWide("audit-checkpoints");
        var known = await db.CheckpointFiles.AsNoTracking().Where(file => file.Name.StartsWith(Here)).ToListAsync(ct);
        var here = Folders.Select(folder => NameOf(Path.GetFullPath(folder) + Path.DirectorySeparatorChar)).ToList();
        return
        [
            .. known.Where(file => here.Exists(folder => file.Name.StartsWith(folder, StringComparison.Ordinal)))
                .Select(file => Alarm(file.Name[Here.Length..], file)).Concat(_shortened.Values).OfType<string>(),
        ];
    }

    private static string NameOf(string file) => Here + file is { Length: <= CheckpointFile.NameLength } name ? name
        : throw new StartRefused($"The path {file} is too long for checkpoints of the audit. Choose a shorter CRM_HOME or Audit__CheckpointFolder.");

    private static string? Alarm(string file, CheckpointFile known)
    {
        var info = new FileInfo(file);
        return !info.Exists ? $"The checkpoint file {file} is gone; it went on to {known.Position}. Put it back from a copy, and find out who removed it."
            : info.Length < known.Length ? $"The checkpoint file {file} is shorter than it was; it went on to {known.Position}. Put it back from a copy, and find out who cut it."
            : null;
    }

    private static IEnumerable<Checkpoint> ReadFile(string file)
    {
        foreach (var line in File.ReadLines(file))
        {
            Checkpoint? checkpoint;
            try
            {
                checkpoint = JsonSerializer.Deserialize<Checkpoint>(line, EventJson.Options);
            }
            catch (JsonException failure)
            {
                throw new InvalidDataException($"{Path.GetFileName(file)} holds a line that is not a checkpoint.", failure);
            }

            yield return checkpoint ?? throw new InvalidDataException($"{Path.GetFileName(file)} holds an empty line.");
        }
    }

    private IEnumerable<string> Files(long tenant) => Folders.Select(folder => Path.Combine(Path.GetFullPath(folder), $"{new RecordId(RecordKind.Tenant, tenant)}.jsonl"));

    private async Task Write(long tenant, long position, string hash, bool isNew, CancellationToken ct)
    {
        var line = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new Checkpoint(position, hash, clock.GetUtcNow()), EventJson.Options) + "\n");
        await using var db = databases.CreateSystemWide("audit-checkpoints");
        foreach (var file in Files(tenant))
        {
            var known = await db.CheckpointFiles.FindAsync([NameOf(file)], ct);
            if (known is not null && position <= known.Position && (isNew || position < known.Position))
            {
                _shortened[tenant] = $"The chain of {new RecordId(RecordKind.Tenant, tenant)} had gone on to {known.Position} and grows from an earlier place now: its end was cut.";
            }

            if (known is null || (Alarm(file, known) is null && (isNew || position > known.Position)))
            {
                Keep(db, known, file, position, await Append(file, line, ct));
            }
        }

        await db.SaveChangesAsync(ct);
    }

    private void Keep(CrmDb db, CheckpointFile? known, string file, long position, long length)
    {
        if (known is null)
        {
            db.CheckpointFiles.Add(known = new CheckpointFile { Name = NameOf(file) });
        }

        (known.Position, known.Length, known.WrittenAt) = (Math.Max(position, known.Position), length, clock.GetUtcNow());
    }

    private static async Task<long> Append(string file, byte[] line, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await using var stream = new FileStream(file, ToDisk);
        await stream.WriteAsync(line, ct);
        return stream.Position;
    }
}
