using CrmLive.Data;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Operations.Audit;

/// <summary>Walks the chains from their first link, recomputes every hash, and compares with the checkpoints outside the database.</summary>
public sealed class AuditVerifier(CrmDbFactory databases, DatabaseProvider provider, AuditSealer sealer, CheckpointLog checkpoints, TimeProvider clock)
{
    private const int PageSize = 2000;
    private const int Tries = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Every tenant that is here, has a chain, or had one when a checkpoint was written.</summary>
    public async Task<IReadOnlyList<long>> Tenants(CancellationToken ct)
    {
        await using var db = databases.CreateSystemWide("audit-verifier");
        var here = await db.Tenants.Select(tenant => tenant.Id)
            .Union(db.AuditSeals.Select(link => link.TenantId))
            .Union(db.AuditEntries.Select(entry => entry.TenantId))
            .ToListAsync(ct);
        return [.. here.Union(checkpoints.Tenants()).Order()];
    }

    public async Task<AuditVerdict> Verify(long tenant, CancellationToken ct)
    {
        using var walk = new Walk(tenant, checkpoints.Read(tenant));
        var fault = await Missing(tenant, ct)
            ?? await Compared(walk, ct)
            ?? await Unsealed(tenant, ct);
        return fault is null
            ? AuditVerdict.Whole(tenant, walk.Position, walk.Compared)
            : AuditVerdict.Broken(tenant, walk.Position, walk.Compared, fault);
    }

    private async Task<AuditFault?> Missing(long tenant, CancellationToken ct) =>
        await checkpoints.Alarms(tenant, ct) is [var alarm, ..] ? new AuditFault(AuditFaults.CheckpointFile, null, null, alarm) : null;

    private async Task<AuditFault?> Compared(Walk walk, CancellationToken ct)
    {
        try
        {
            return walk.Begin() ?? await Links(walk, ct) ?? walk.Truncation();
        }
        catch (InvalidDataException failure)
        {
            return new AuditFault(AuditFaults.CheckpointFile, null, null, failure.Message);
        }
    }

    private async Task<AuditFault?> Links(Walk walk, CancellationToken ct)
    {
        await using var db = databases.CreateSystemWide("audit-verifier");
        while (await Read(db, walk, ct) is { Count: > 0 } links)
        {
            foreach (var (link, entry) in links)
            {
                if (walk.Step(link, entry) is { } fault)
                {
                    return fault;
                }
            }
        }

        return null;
    }

    private static async Task<List<(AuditSeal Link, AuditEntry? Entry)>> Read(CrmDb db, Walk walk, CancellationToken ct)
    {
        var rows = await db.AuditSeals.AsNoTracking()
            .Where(link => link.TenantId == walk.Tenant && link.Position > walk.Last)
            .OrderBy(link => link.Position)
            .Take(PageSize)
            .Select(link => new { Link = link, Entry = db.AuditEntries.FirstOrDefault(entry => entry.TenantId == link.TenantId && entry.Id == link.EntryId) })
            .ToListAsync(ct);
        return [.. rows.Select(row => (row.Link, row.Entry))];
    }

    // What the sealer can read it seals within a second, whoever runs it; what stays was hidden from it.
    private async Task<AuditFault?> Unsealed(long tenant, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        long left;
        var tries = 0;
        do
        {
            var hadTheTurn = await sealer.Seal(ct);
            left = await Left(tenant, ct);
            tries = hadTheTurn ? Tries : tries + 1;
        }
        while (left > 0 && tries < Tries && await timer.WaitForNextTickAsync(ct));

        return left == 0 ? null : new AuditFault(AuditFaults.Unsealed, null, null, $"{left} entries are not part of the chain, although they were committed before its end.");
    }

    private async Task<long> Left(long tenant, CancellationToken ct)
    {
        await using var db = databases.CreateSystemWide("audit-verifier");
        return await db.Database.SqlQueryRaw<long>(provider.EventLog.Unsealed, tenant).SingleAsync(ct);
    }

    private sealed class Walk(long tenant, IReadOnlyList<IEnumerable<Checkpoint>> files) : IDisposable
    {
        private readonly List<IEnumerator<Checkpoint>> _ahead = [.. files.Select(file => file.GetEnumerator())];
        private string _hash = AuditChain.Root;

        public long Tenant => tenant;

        /// <summary>Links found right so far.</summary>
        public long Position { get; private set; }

        /// <summary>Where to read on.</summary>
        public long Last { get; private set; } = long.MinValue;

        public long Compared { get; private set; }

        public AuditFault? Begin()
        {
            _ahead.RemoveAll(IsAtItsEnd);
            return Compare();
        }

        public AuditFault? Step(AuditSeal link, AuditEntry? entry)
        {
            Last = link.Position;
            if (link.Position != Position + 1)
            {
                return new AuditFault(AuditFaults.Gap, Position + 1, link.EntryId, $"The chain goes on at {link.Position} where {Position + 1} is due.");
            }

            if (entry is null)
            {
                return new AuditFault(AuditFaults.EntryMissing, link.Position, link.EntryId, "The entry of this link is gone.");
            }

            var hash = AuditChain.Link(_hash, link.Position, link.SealedAt, entry);
            if (hash != link.Hash)
            {
                return new AuditFault(AuditFaults.Changed, link.Position, link.EntryId, "The entry or its link is not what was sealed.");
            }

            (Position, _hash) = (link.Position, hash);
            return Compare();
        }

        public AuditFault? Truncation() => _ahead.Count == 0 ? null : new AuditFault(
            AuditFaults.Truncated, Position, null, $"The chain ends at {Position}; it went on to {_ahead.Max(file => file.Current.Position)} when a checkpoint was written.");

        public void Dispose() => _ahead.ForEach(file => file.Dispose());

        // In the order of the file: one that goes back to an earlier position was written after the chain had been cut.
        private AuditFault? Compare()
        {
            for (var file = _ahead.Count - 1; file >= 0; file--)
            {
                while (file < _ahead.Count && _ahead[file].Current is var checkpoint && checkpoint.Position <= Position)
                {
                    Compared++;
                    if (checkpoint.Position != Position || checkpoint.Hash != _hash)
                    {
                        return new AuditFault(AuditFaults.Rewritten, checkpoint.Position, null, "The chain holds together but differs from the checkpoint outside the database.");
                    }

                    if (IsAtItsEnd(_ahead[file]))
                    {
                        _ahead.RemoveAt(file);
                        break;
                    }
                }
            }

            return null;
        }

        private static bool IsAtItsEnd(IEnumerator<Checkpoint> file)
        {
            if (file.MoveNext())
            {
                return false;
            }

            file.Dispose();
            return true;
        }
    }
}
