using CrmLive.Data;
using CrmLive.Live;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Operations.Audit;

/// <summary>
/// Links new audit entries to the chain of their tenant, in the order of their commits. One worker at a time over all nodes; writers never wait for it.
/// </summary>
public sealed class AuditSealer(CrmDbFactory databases, DatabaseProvider provider, CheckpointLog checkpoints, TimeProvider clock)
{
    internal const string Name = "audit-seals";
    private const int Take = 500;

    /// <summary>Seals all that can be read. False when another node is at it.</summary>
    public async Task<bool> Seal(CancellationToken ct)
    {
        await using var turn = await provider.TryHold(Name, ct);
        if (turn is null)
        {
            return false;
        }

        await using var db = databases.CreateSystemWide("audit-sealer");
        var heads = new Dictionary<long, Head>();
        while (await Step(db, heads, ct))
        {
            db.ChangeTracker.Clear();
        }

        foreach (var (tenant, head) in heads)
        {
            await checkpoints.Grown(tenant, head.Position, head.Hash, ct);
        }

        return true;
    }

    /// <summary>
    /// Lets the checkpoints know the heads of all chains, so that what was sealed just before a crash gets its checkpoint. False when another node is at it.
    /// </summary>
    public async Task<bool> CatchUp(CancellationToken ct)
    {
        await using var turn = await provider.TryHold(Name, ct);
        if (turn is null)
        {
            return false;
        }

        await using var db = databases.CreateSystemWide("audit-sealer");
        var heads = await db.AuditSeals.AsNoTracking()
            .Where(link => link.Position == db.AuditSeals.Where(other => other.TenantId == link.TenantId).Max(other => other.Position))
            .ToListAsync(ct);
        foreach (var head in heads)
        {
            await checkpoints.CatchUp(head.TenantId, head.Position, head.Hash, ct);
        }

        return true;
    }

    private async Task<bool> Step(CrmDb db, Dictionary<long, Head> heads, CancellationToken ct)
    {
        var position = await Position(db, ct);
        var entries = await AuditReader.Read(db, provider, position.CommitMark, position.EventId, Take, ct);
        if (entries.Count == 0)
        {
            return false;
        }

        var known = await Sealed(db, entries, ct);
        foreach (var logged in entries.Where(logged => !known.Contains((logged.Entry.TenantId, logged.Entry.Id))))
        {
            var head = await HeadOf(db, heads, logged.Entry.TenantId, ct);
            heads[logged.Entry.TenantId] = Add(db, head, logged.Entry);
        }

        (position.CommitMark, position.EventId, position.MovedAt) = (entries[^1].CommitMark, entries[^1].Entry.Id, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return entries.Count == Take;
    }

    private Head Add(CrmDb db, Head head, AuditEntry entry)
    {
        // Kept to the microsecond by both databases; the hash must see what they will return.
        var now = clock.GetUtcNow();
        var sealedAt = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        var next = new Head(head.Position + 1, AuditChain.Link(head.Hash, head.Position + 1, sealedAt, entry));
        db.AuditSeals.Add(new AuditSeal
        {
            TenantId = entry.TenantId,
            Position = next.Position,
            EntryId = entry.Id,
            Hash = next.Hash,
            SealedAt = sealedAt,
        });
        return next;
    }

    // A position that was set back finds its entries sealed.
    private static async Task<HashSet<(long Tenant, long Entry)>> Sealed(CrmDb db, IReadOnlyList<LoggedEntry> entries, CancellationToken ct)
    {
        List<long> tenants = [.. entries.Select(logged => logged.Entry.TenantId).Distinct()];
        List<long> ids = [.. entries.Select(logged => logged.Entry.Id)];
        var known = await db.AuditSeals.AsNoTracking().Where(link => tenants.Contains(link.TenantId) && ids.Contains(link.EntryId))
            .Select(link => new { link.TenantId, link.EntryId }).ToListAsync(ct);
        return [.. known.Select(link => (link.TenantId, link.EntryId))];
    }

    private static async Task<Head> HeadOf(CrmDb db, Dictionary<long, Head> heads, long tenant, CancellationToken ct)
    {
        if (!heads.TryGetValue(tenant, out var head))
        {
            var last = await db.AuditSeals.AsNoTracking().Where(link => link.TenantId == tenant).OrderByDescending(link => link.Position).FirstOrDefaultAsync(ct);
            head = last is null ? new Head(0, AuditChain.Root) : new Head(last.Position, last.Hash);
        }

        return head;
    }

    private async Task<ConsumerPosition> Position(CrmDb db, CancellationToken ct)
    {
        var position = await db.ConsumerPositions.SingleOrDefaultAsync(position => position.Name == Name, ct);
        if (position is null)
        {
            position = new ConsumerPosition
            {
                Name = Name,
                CommitMark = Place.Start.CommitMark,
                EventId = Place.Start.EventId,
                MovedAt = clock.GetUtcNow(),
            };
            db.ConsumerPositions.Add(position);
        }

        return position;
    }

    private sealed record Head(long Position, string Hash);
}
