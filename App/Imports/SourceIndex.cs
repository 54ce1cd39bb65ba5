using CrmLive.Data;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Imports;

/// <summary>What is known of the rows of one table of one source system.</summary>
internal sealed class SourceIndex(CrmDb db, string system, string table)
{
    /// <summary>The numbers of the records that these source ids became.</summary>
    public async Task<Dictionary<string, long>> Numbers(IReadOnlyList<string> ids, CancellationToken ct)
    {
        var all = await Of(ids).Select(source => new { source.SourceId, source.Revision, source.RecordId }).ToListAsync(ct);
        return all.GroupBy(source => source.SourceId).ToDictionary(same => same.Key, same => same.MaxBy(source => source.Revision)!.RecordId);
    }

    /// <summary>What the source said last about these ids.</summary>
    public async Task<Dictionary<string, KnownSource>> Latest(IReadOnlyList<string> ids, CancellationToken ct)
    {
        var all = await Of(ids).Select(source => new KnownSource(source.SourceId, source.Revision, source.Checksum, source.RecordId, source.Written)).ToListAsync(ct);
        return all.GroupBy(source => source.SourceId).ToDictionary(same => same.Key, same => same.MaxBy(source => source.Revision)!);
    }

    private IQueryable<SourceRecord> Of(IReadOnlyList<string> ids) => db.SourceRecords.AsNoTracking()
        .Where(source => source.SourceSystem == system && source.SourceKind == table && ids.Contains(source.SourceId));
}

internal sealed record KnownSource(string SourceId, int Revision, string Checksum, long RecordId, string Written)
{
    public WrittenValues Values => WrittenValues.Parse(Written);
}
