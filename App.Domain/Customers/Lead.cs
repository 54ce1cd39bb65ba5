namespace CrmLive.Customers;

/// <summary>Somebody who may become a customer, before it is known whether they will.</summary>
public sealed class Lead : OwnedRecord<LeadFields>, IPlainRecord<Lead, LeadFields>
{
    public const int NotesLength = 4_000;

    private Lead()
    {
    }

    private Lead(long id, LeadFields fields, long? ownerId, long? teamId)
        : base(id, ownerId, teamId) => Edit(fields);

    public override RecordKind Kind => RecordKind.Lead;

    public string Name { get; private set; } = "";

    public string? Company { get; private set; }

    public string? Title { get; private set; }

    public string? Email { get; private set; }

    public string? Phone { get; private set; }

    public string? Website { get; private set; }

    public string? Industry { get; private set; }

    public string? Country { get; private set; }

    public int? Employees { get; private set; }

    /// <summary>One of <see cref="LeadType.Statuses"/>.</summary>
    public string Status { get; private set; } = LeadType.Statuses[0].Key;

    /// <summary>One of <see cref="LeadType.Sources"/>.</summary>
    public string? Source { get; private set; }

    /// <summary>What it may bring, in major units of <see cref="Currency"/>.</summary>
    public decimal? ExpectedValue { get; private set; }

    public string? Currency { get; private set; }

    public string? Notes { get; private set; }

    public static Lead Create(long id, LeadFields fields, long? ownerId, long? teamId) => new(id, fields, ownerId, teamId);

    public override LeadFields Fields() =>
        new(Name, Company, Title, Email, Phone, Website, Industry, Country, Employees, Status, Source, ExpectedValue, Currency, Notes);

    public override IEnumerable<SearchedText> SearchedTexts() =>
    [
        SearchedText.OfName("name", Name), new("company", Company, "lead.company"), new("email", Email, "lead.email"), new("phone", Phone, "lead.phone"),
    ];

    public override void Edit(LeadFields fields)
    {
        var faults = new Faults();
        var name = faults.Take(() => Text.Required(fields.Name, "name"));
        var company = faults.Take(() => Text.Optional(fields.Company, "company"));
        var title = faults.Take(() => Text.Optional(fields.Title, "title", 100));
        var email = faults.Take(() => Text.EmailAddress(fields.Email, "email"));
        var phone = faults.Take(() => Text.Optional(fields.Phone, "phone", 40));
        var website = faults.Take(() => Text.Optional(fields.Website, "website"));
        var industry = faults.Take(() => Text.Optional(fields.Industry, "industry"));
        var country = faults.Take(() => Text.Optional(fields.Country, "country", 100));
        var employees = faults.Take(() => fields.Employees is null or >= 0 ? fields.Employees
            : throw new RuleBroken("field.invalid", "The number of employees is below zero. Type zero or more.", "employees"));
        var status = faults.Take(() => LeadType.Statuses.Chosen(fields.Status, "status") ?? Status);
        var source = faults.Take(() => LeadType.Sources.Chosen(fields.Source, "source"));
        var currency = faults.Take(() => fields.ExpectedValue is null ? null : Currencies.Known(fields.Currency, "currency"));
        var value = faults.Take(() => Currencies.Amount(fields.ExpectedValue, currency, "expected_value"));
        var notes = faults.Take(() => Text.Optional(fields.Notes, "notes", NotesLength));
        faults.Throw();
        (Name, NameKey, Company, Title, Email, Phone, Website) = (name!, NameFold.Key(name!), company, title, email, phone, website);
        (Industry, Country, Employees, Status, Source, ExpectedValue, Currency, Notes) = (industry, country, employees, status!, source, value, currency, notes);
    }
}
