namespace CrmLive.Pipeline;

/// <summary>The part that a contact has in a deal.</summary>
public sealed class DealContact : Entity
{
    private DealContact()
    {
    }

    internal DealContact(long id, long dealId, long contactId, BuyingRole role)
        : base(id) => (DealId, ContactId, Role) = (dealId, contactId, role);

    public long DealId { get; private set; }

    public long ContactId { get; private set; }

    public BuyingRole Role { get; private set; }

    internal void Play(BuyingRole role) => Role = role;
}

/// <summary>Parts that people have when a company buys.</summary>
public enum BuyingRole
{
    DecisionMaker,
    Champion,
    Influencer,
    User,
    Blocker,
    Procurement,
    Legal,
    Other,
}
