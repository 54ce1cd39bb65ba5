namespace CrmLive.Customers;

/// <summary>A person that we know, usually at an account.</summary>
public sealed class Contact : Entity, IOwned, ISoftDeleted, ISearched
{
    private Contact()
    {
    }

    public Contact(long id, ContactFields fields, long? ownerId, long? teamId)
        : base(id)
    {
        Apply(fields);
        OwnerId = ownerId;
        TeamId = teamId;
    }

    public RecordKind Kind => RecordKind.Contact;

    public string? FirstName { get; private set; }

    public string LastName { get; private set; } = "";

    /// <summary>What the contact is ordered by, the last name first; see <see cref="NameFold"/>.</summary>
    public string NameKey { get; private set; } = "";

    public string? Email { get; private set; }

    public string? Phone { get; private set; }

    public string? Title { get; private set; }

    public long? AccountId { get; private set; }

    public long? OwnerId { get; private set; }

    public long? TeamId { get; private set; }

    public DateTimeOffset? DeletedAt { get; private set; }

    public string Name => FirstName is null ? LastName : $"{FirstName} {LastName}";

    /// <summary>What a person may type, as it is now.</summary>
    public ContactFields Fields() => new(FirstName, LastName, Email, Phone, Title, AccountId);

    public IEnumerable<SearchedText> SearchedTexts() =>
    [
        SearchedText.OfName("first_name", FirstName), SearchedText.OfName("last_name", LastName),
        new("email", Email, "contact.email"), new("phone", Phone, "contact.phone"), new("title", Title, "contact.title"),
    ];

    public void Edit(ContactFields fields) => Apply(fields);

    public void AssignTo(long? ownerId, long? teamId)
    {
        OwnerId = ownerId;
        TeamId = teamId;
    }

    public void Delete(DateTimeOffset now) => DeletedAt ??= now;

    public void Restore() => DeletedAt = null;

    private void Apply(ContactFields fields)
    {
        var faults = new Faults();
        var first = faults.Take(() => Text.Optional(fields.FirstName, "first_name", 100));
        var last = faults.Take(() => Text.Required(fields.LastName, "last_name", 100));
        var email = faults.Take(() => EmailAddress(fields.Email));
        var phone = faults.Take(() => Text.Optional(fields.Phone, "phone", 40));
        var title = faults.Take(() => Text.Optional(fields.Title, "title", 100));
        faults.Throw();
        (FirstName, LastName, Email, Phone, Title, AccountId) = (first, last!, email, phone, title, fields.AccountId);
        NameKey = NameFold.Key(first is null ? last! : $"{last} {first}");
    }

    // RFC 5321 bounds an address to 254 characters; whether it exists only a message can tell.
    private static string? EmailAddress(string? text)
    {
        var email = Text.Optional(text, "email", 254);
        var at = email?.IndexOf('@', StringComparison.Ordinal) ?? 1;
        return email is null || (at > 0 && at == email.LastIndexOf('@') && at < email.Length - 1 && !email.Any(char.IsWhiteSpace))
            ? email
            : throw new RuleBroken("field.invalid", "This is not an e-mail address. It looks like name@company.com.", "email");
    }
}
