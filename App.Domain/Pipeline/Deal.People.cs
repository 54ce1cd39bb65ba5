namespace CrmLive.Pipeline;

/// <summary>Who takes part in a deal on the customer's side. The first one to talk to is <see cref="ContactId"/>, with or without a role.</summary>
public sealed partial class Deal
{
    public const int MostPeople = 100;

    private readonly List<DealContact> _people = [];

    /// <summary>Loaded where they are worked with.</summary>
    public IReadOnlyList<DealContact> People => _people;

    /// <summary>Gives a contact a part in the deal, or another one.</summary>
    /// <param name="linkId">Number of the link, where the contact had no part yet.</param>
    public void Involve(long linkId, long contactId, BuyingRole role)
    {
        if (_people.Find(person => person.ContactId == contactId) is { } known)
        {
            known.Play(role);
        }
        else
        {
            _people.Add(_people.Count < MostPeople
                ? new DealContact(linkId, Id, contactId, role)
                : throw new RuleBroken("deal.too_many_contacts", $"A deal has up to {MostPeople} contacts. Remove some first."));
        }

        Record(new DealContactInvolved(Id, contactId, role));
    }

    /// <summary>Takes a contact out of the deal; the link that is gone, if there was one.</summary>
    public DealContact? Release(long contactId)
    {
        var link = _people.Find(person => person.ContactId == contactId);
        if (link is null && ContactId != contactId)
        {
            return null;
        }

        if (link is not null)
        {
            _people.Remove(link);
        }

        var wasPrimary = ContactId == contactId;
        ContactId = wasPrimary ? null : ContactId;
        Record(new DealContactReleased(Id, contactId, wasPrimary));
        return link;
    }
}
