namespace CrmLive.Access;

/// <summary>What the policy says, with reasons in plain words, in the order in which they were weighed.</summary>
public sealed record Decision(bool IsAllowed, Reach Reach, IReadOnlySet<string> HiddenFields, IReadOnlyList<string> Reasons)
{
    public string Reason => Reasons[^1];
}

/// <summary>What the policy needs to know about one record.</summary>
public sealed record Resource(RecordKind Kind, long TenantId, long? OwnerId, long? TeamId, bool IsDeleted);
