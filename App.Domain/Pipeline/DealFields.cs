using CrmLive.Access;

namespace CrmLive.Pipeline;

/// <summary>What a person may type about a deal.</summary>
/// <param name="Amount">Major units of the pipeline's currency.</param>
public sealed record DealFields(
    string? Name,
    [property: Field("opportunity.amount")] decimal Amount,
    long? AccountId = null,
    long? ContactId = null,
    long? ProductId = null,
    DateOnly? ExpectedClose = null,
    [property: Field("opportunity.next_step")] string? NextStep = null);

/// <summary>Who answers for a new deal, and who made it.</summary>
public sealed record Responsible(long? OwnerId, long? TeamId, long? ActorId);
