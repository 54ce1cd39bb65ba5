namespace CrmLive.Access;

/// <summary>The one place that decides: permission + resource + actor -> allow or deny, hidden fields, reasons. Pure; nothing else may decide.</summary>
public static class AccessPolicy
{
    /// <summary>May the actor do this at all? Used before a handler runs; rows are then fenced by the reach.</summary>
    public static Decision Decide(Actor actor, Permission permission) => Decide(actor, permission, resource: null);

    /// <summary>May the actor do this with that record?</summary>
    public static Decision Decide(Actor actor, Permission permission, Resource? resource)
    {
        var reach = actor.ReachOf(permission);
        var reasons = new List<string> { RoleReason(actor, permission, reach) };
        var allowed = reach != Reach.None && (resource is null || Covers(actor, reach, resource, reasons));
        var hidden = actor.HiddenFields.Where(field => field.StartsWith(permission.Entity + ".", StringComparison.Ordinal)).ToHashSet();
        return new Decision(allowed, reach, hidden, reasons);
    }

    /// <summary>The decision about a record without its reasons, for a page that asks for each of very many.</summary>
    public static bool Allows(Actor actor, Permission permission, Resource resource)
    {
        var reach = actor.ReachOf(permission);
        return reach != Reach.None && resource.TenantId == actor.TenantId && !resource.IsDeleted
            && (reach == Reach.All || !Catalogue.Owned.Contains(resource.Kind.Name) || Owns(actor, resource) || (reach == Reach.Team && IsInTeamOf(actor, resource)));
    }

    /// <summary>Does the actor see this field (<c>entity.field</c>) of records that they may read? Hidden only where every role that may read hides it.</summary>
    public static Decision DecideField(Actor actor, string field)
    {
        var read = new Permission(field[..field.IndexOf('.', StringComparison.Ordinal)], Permission.Read);
        var reasons = actor.Roles
            .Select(role => role.ReachOf(read) == Reach.None ? $"{role.Label} does not grant {read}, so it neither shows nor hides {field}."
                : role.HiddenFields.Contains(field) ? $"{role.Label} hides {field}."
                : $"{role.Label} shows {field}.")
            .ToList();
        var isHidden = actor.HiddenFields.Contains(field);
        var mayRead = actor.ReachOf(read) != Reach.None;
        reasons.Add(!mayRead ? $"{actor.Name} cannot read any {read.Entity}, so no field of it either."
            : isHidden ? $"{field} is hidden from {actor.Name}: every role that reads {read.Entity} hides it."
            : $"{actor.Name} sees {field} of every {read.Entity} that they can read.");
        return new Decision(mayRead && !isHidden, actor.ReachOf(read), actor.HiddenFields, reasons);
    }

    private static bool Covers(Actor actor, Reach reach, Resource resource, List<string> reasons)
    {
        if (resource.TenantId != actor.TenantId)
        {
            reasons.Add("The record belongs to another tenant; nobody here can see it.");
            return false;
        }

        if (resource.IsDeleted)
        {
            reasons.Add("The record is in the bin; it has to be restored first.");
            return false;
        }

        if (reach == Reach.All || !Catalogue.Owned.Contains(resource.Kind.Name))
        {
            reasons.Add("The grant covers all records of this kind.");
            return true;
        }

        return CoversOwned(actor, reach, resource, reasons);
    }

    private static bool CoversOwned(Actor actor, Reach reach, Resource resource, List<string> reasons)
    {
        if (Owns(actor, resource))
        {
            reasons.Add($"{actor.Name} owns the record.");
            return true;
        }

        if (reach == Reach.Team && IsInTeamOf(actor, resource))
        {
            reasons.Add($"The record belongs to a team of {actor.Name}.");
            return true;
        }

        reasons.Add(reach == Reach.Team
            ? $"{actor.Name} neither owns the record nor is in its team."
            : $"{actor.Name} does not own the record, and the grant covers own records only.");
        return false;
    }

    private static bool Owns(Actor actor, Resource resource) => actor.UserId is not null && resource.OwnerId == actor.UserId;

    private static bool IsInTeamOf(Actor actor, Resource resource) => resource.TeamId is { } team && actor.TeamIds.Contains(team);

    private static string RoleReason(Actor actor, Permission permission, Reach reach)
    {
        if (actor.IsSystem)
        {
            return $"{actor.Name} is part of the software and acts for the whole tenant.";
        }

        if (!actor.IsWithin(permission))
        {
            return $"{actor.Name} is not given {permission} by the scopes of that key. Make a key that has it.";
        }

        var roles = actor.Roles.Count == 0 ? "no role" : string.Join(", ", actor.Roles.Select(role => role.Label));
        return reach == Reach.None
            ? $"{actor.Name} has {roles}, which does not grant {permission}."
            : $"{actor.Name} has {roles}, which grants {permission} for {Words(reach)}.";
    }

    private static string Words(Reach reach) => reach switch
    {
        Reach.Own => "own records",
        Reach.Team => "records of their teams",
        _ => "all records",
    };
}
