using CrmLive.Data;
using CrmLive.Shell;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Pipelines of a tenant are told apart by their names; one in the bin keeps its name free.</summary>
internal static class PipelineNames
{
    public static async Task CheckFree(CrmDb db, string? wanted, long? ownId, CancellationToken ct)
    {
        var name = Text.Required(wanted, "name");
        if (await db.Pipelines.AnyAsync(other => other.Name == name && other.Id != ownId, ct))
        {
            throw InvalidInput.Of("name", "taken", "There is a pipeline of this name already. Choose another name.");
        }
    }
}
