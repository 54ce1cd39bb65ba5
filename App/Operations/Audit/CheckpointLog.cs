using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using CrmLive.Data;

namespace CrmLive.Operations.Audit;

/// <summary>The head of a tenant's chain at an instant. The position is also the number of entries, because positions have no gaps.</summary>
public sealed record Checkpoint(long Position, string Hash, DateTimeOffset At);

/// <summary>
/// Heads of the chains, kept outside the database in files that are only ever added to: somebody who owns the database can forge a whole chain, but not these.
/// One file per tenant in <c>audit</c> below the home, and again in a second folder where one is configured, best on another machine.
/// </summary>
public sealed class CheckpointLog(Home home, IConfiguration configuration, TimeProvider clock)
{
    private const int SealsBetween = 100;
    private static readonly TimeSpan TimeBetween = TimeSpan.FromSeconds(30);

    // A write returns when it is on the disk.
    private static readonly FileStreamOptions ToDisk = new()
    {
        Mode = FileMode.Append,
        Access = FileAccess.Write,
        Share = FileShare.ReadWrite,
        Options = FileOptions.WriteThrough,
        BufferSize = 0,
    };

    private readonly ConcurrentDictionary<long, Head> _heads = [];

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

    /// <summary>All checkpoints of a tenant from all folders, in the order of their positions.</summary>
    /// <exception cref="InvalidDataException">A line is not a checkpoint: somebody has written into the file.</exception>
    public IReadOnlyList<Checkpoint> Read(long tenant) =>
        [.. Folders.Select(folder => FileOf(folder, tenant)).Where(File.Exists).SelectMany(ReadFile).OrderBy(checkpoint => checkpoint.Position)];

    /// <summary>The chain of a tenant has grown; writes a checkpoint when one is due.</summary>
    public async Task Grown(long tenant, long position, string hash, CancellationToken ct)
    {
        var head = _heads.GetOrAdd(tenant, id => new Head(Read(id) is [.., var last] ? last.Position : 0, clock.GetTimestamp()));
        head.Position = position;
        head.Hash = hash;
        if (position - head.Written >= SealsBetween)
        {
            await Write(tenant, head, ct);
        }
    }

    /// <summary>Writes what has waited long enough, or all that is waiting.</summary>
    public async Task Flush(bool all, CancellationToken ct)
    {
        foreach (var (tenant, head) in _heads.Where(known => known.Value.Position > known.Value.Written))
        {
            if (all || clock.GetElapsedTime(head.Since) >= TimeBetween)
            {
                await Write(tenant, head, ct);
            }
        }
    }

    private static string FileOf(string folder, long tenant) => Path.Combine(folder, $"{new RecordId(RecordKind.Tenant, tenant)}.jsonl");

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

    private async Task Write(long tenant, Head head, CancellationToken ct)
    {
        var line = JsonSerializer.Serialize(new Checkpoint(head.Position, head.Hash, clock.GetUtcNow()), EventJson.Options) + "\n";
        foreach (var folder in Folders)
        {
            Directory.CreateDirectory(folder);
            await using var file = new FileStream(FileOf(folder, tenant), ToDisk);
            await file.WriteAsync(Encoding.UTF8.GetBytes(line), ct);
        }

        (head.Written, head.Since) = (head.Position, clock.GetTimestamp());
    }

    private sealed class Head(long written, long since)
    {
        public long Written { get; set; } = written;

        public long Since { get; set; } = since;

        public long Position { get; set; }

        public string Hash { get; set; } = "";
    }
}
