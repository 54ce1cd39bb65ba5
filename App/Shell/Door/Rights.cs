using CrmLive.Access;
using CrmLive.Data;

namespace CrmLive.Shell;

/// <summary>What the asker may do with the record that is shown; the buttons follow it, the policy decides again when one is pressed.</summary>
public sealed record Rights(bool Edit, bool Delete)
{
    internal static Rights To<T>(CrmDb db, T record)
        where T : Entity, IRecord
    {
        var resource = new Resource(record.Kind, record.TenantId, (record as IOwned)?.OwnerId, (record as IOwned)?.TeamId, IsDeleted: false);
        return new Rights(May(Permission.Update), May(Permission.Delete));

        bool May(string action) => AccessPolicy.Decide(db.Work.Actor, new Permission(record.Kind.Name, action), resource).IsAllowed;
    }
}
