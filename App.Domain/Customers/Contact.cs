namespace CrmLive.Customers;

/// <summary>A person that we know, usually at an account.</summary>
public sealed class Contact : OwnedRecord<ContactFields>, IPlainRecord<Contact, ContactFields>
{
    private Contact()
    {
    }

    public Contact(long id, ContactFields fields, long? ownerId, long? teamId)
        : base(id, ownerId, teamId) => Apply(fields);

    public override RecordKind Kind => RecordKind.Contact;

    public string? FirstName { get; private set; }

    public string LastName { get; private set; } = "";

    public string? Email { get; private set; }

    public string? Phone { get; private set; }

    public string? Title { get; private set; }

    public long? AccountId { get; private set; }

    public string Name => FirstName is null ? LastName : $"{FirstName} {LastName}";

    public static Contact Create(long id, ContactFields fields, long? ownerId, long? teamId) => new(id, fields, ownerId, teamId);

    public override ContactFields Fields() => new(FirstName, LastName, Email, Phone, Title, AccountId);

    public override IEnumerable<SearchedText> SearchedTexts() =>
    [
        SearchedText.OfName("first_name", FirstName), SearchedText.OfName("last_name", LastName),
        new("email", Email, "contact.email"), new("phone", Phone, "contact.phone"), new("title", Title, "contact.title"),
    ];

    public override void Edit(ContactFields fields) => Apply(fields);

    private void Apply(ContactFields fields)
    {
        var faults = new Faults();
        var first = faults.Take(() => Text.Optional(fields.FirstName, "first_name", 100));
        var last = faults.Take(() => Text.Required(fields.LastName, "last_name", 100));
        var email = faults.Take(() => Text.EmailAddress(fields.Email, "email"));
        var phone = faults.Take(() => Text.Optional(fields.Phone, "phone", 40));
        var title = faults.Take(() => Text.Optional(fields.Title, "title", 100));
        faults.Throw();
        (FirstName, LastName, Email, Phone, Title, AccountId) = (first, last!, email, phone, title, fields.AccountId);
        // The last name first.
        NameKey = NameFold.Key(first is null ? last! : $"{last} {first}");
    }
}
