using CrmLive.Data;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Deals as they were before their latest transition, out of their history.</summary>
internal static class BeforeMove
{
    private const string Moved = "opportunity.stage_changed.v1";

    /// <summary>By the number of the deal. Whoever may take a move back gets what was, whoever owned the deal then.</summary>
    public static Task<Dictionary<long, Deal>> Of(CrmDb db, DatabaseProvider provider, IReadOnlyList<long> deals, CancellationToken ct) =>
        provider.Former<Deal>(db).IgnoreQueryFilters([Filters.Visible])
            .Where(former => deals.Contains(former.Id) && former.Version + 1 == db.Events
                .Where(happened => happened.SubjectKind == RecordKind.Deal.Name && happened.SubjectId == former.Id && happened.Type == Moved)
                .Max(happened => (long?)happened.SubjectVersion))
            .ToDictionaryAsync(former => former.Id, ct);
}
