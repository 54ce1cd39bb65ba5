using CrmLive.Hub;
using CrmLive.Imports;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CrmLive.Data;

/// <summary>Which tables keep their former rows: all records. Append-only and bulk tables do not, because versioning costs several times the write.</summary>
internal static class Versioned
{
    public static bool Keeps(IReadOnlyEntityType type) =>
        typeof(IRecord).IsAssignableFrom(type.ClrType) && type.ClrType != typeof(ImportRun) && type.ClrType != typeof(ApiKey);
}
