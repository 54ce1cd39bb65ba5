using CrmLive.Data;
using CrmLive.Shell;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Pipelines of a tenant are told apart by their names, and are so few that people can choose among them; what is in the bin does not count.</summary>
internal static class PipelineNames
{
    public static async Task CheckFree(CrmDb db, string? wanted, long? ownId, CancellationToken ct)
    {
        var name = NameFold.Of(Text.Required(wanted, "name"));
        if (await db.Pipelines.AnyAsync(other => other.FoldedName == name && other.Id != ownId, ct))
        {
            throw InvalidInput.Of("name", "taken", "There is a pipeline of this name already. Choose another name.");
        }
    }

    /// <exception cref="RuleBroken">There are as many pipelines as a tenant can have.</exception>
    public static async Task CheckRoom(CrmDb db, CancellationToken ct)
    {
        if (await db.Pipelines.CountAsync(ct) >= SalesPipeline.Most)
        {
            throw new RuleBroken("pipeline.too_many", $"There are {SalesPipeline.Most} pipelines already. Delete one that nobody uses first.");
        }
    }
}
