using CrmLive.Access;
using CrmLive.Shell;

namespace CrmLive.Imports;

/// <summary>Who imports needs, besides the right to import, the right to make and change what comes in: no way around one's role.</summary>
internal static class ImportAccess
{
    public static void Demand(Actor actor, RecordKind kind)
    {
        foreach (var action in new[] { Permission.Create, Permission.Update })
        {
            var decision = AccessPolicy.Decide(actor, new Permission(kind.Name, action));
            if (decision is not { IsAllowed: true, Reach: Reach.All })
            {
                throw new AccessDenied($"This import makes and changes records of the kind {kind.Name}. {decision.Reason}");
            }
        }
    }
}
