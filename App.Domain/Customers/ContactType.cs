namespace CrmLive.Customers;

/// <summary>What a contact is.</summary>
public sealed class ContactType : RecordType<Contact, ContactFields>
{
    public ContactType()
        : base(RecordKind.Contact, "contacts")
    {
        Purpose = "Contacts are the people whom you talk to, usually at an account.";
        Words = "people";
        Name = Named(contact => contact.FirstName == null ? contact.LastName : contact.FirstName + " " + contact.LastName);
        NotedBy = "account";
        Field(FieldFamily.Text, contact => contact.FirstName, field => field with { IsAsked = true });
        Field(FieldFamily.Text, contact => contact.LastName, field => field with { IsRequired = true, IsAsked = true });
        Field(FieldFamily.Text, contact => contact.Title, field => field with { IsColumn = true, IsAsked = true });
        Reference(contact => contact.AccountId, RecordKind.Account, field => field with { IsColumn = true, IsAsked = true, IsFoundByName = true });
        Field(FieldFamily.Email, contact => contact.Email, field => field with { Label = "E-mail", IsHideable = true, IsColumn = true, IsAsked = true });
        Field(FieldFamily.Phone, contact => contact.Phone, field => field with { IsHideable = true, IsColumn = true, IsAsked = true });
    }
}
