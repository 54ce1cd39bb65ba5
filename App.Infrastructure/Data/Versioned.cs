using CrmLive.Hub;
using CrmLive.Imports;
using CrmLive.Pipeline;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CrmLive.Data;

/// <summary>Which tables keep their former rows: all records, and what belongs to a deal. Append-only and bulk tables do not, because versioning costs several times the write.</summary>
internal static class Versioned
{
    public static bool Keeps(IReadOnlyEntityType type) =>
        type.ClrType == typeof(DealLine) || type.ClrType == typeof(DealContact) ||
        (typeof(IRecord).IsAssignableFrom(type.ClrType) && type.ClrType != typeof(ImportRun) && type.ClrType != typeof(ApiKey));
}
