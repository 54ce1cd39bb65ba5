namespace CrmLive.Customers;

/// <summary>A company that we sell to or serve.</summary>
public sealed class Account : OwnedRecord<AccountFields>
{
    /// <summary>How many accounts can stand above one.</summary>
    public const int DeepestFamily = 20;

    private Account()
    {
    }

    public Account(long id, AccountFields fields, long? ownerId, long? teamId)
        : base(id, ownerId, teamId) => Apply(fields);

    public override RecordKind Kind => RecordKind.Account;

    public string Name { get; private set; } = "";

    public string? Website { get; private set; }

    public string? Industry { get; private set; }

    public string? Phone { get; private set; }

    public string? Country { get; private set; }

    public int? Employees { get; private set; }

    public int? FoundedYear { get; private set; }

    /// <summary>Annual revenue in major units of <see cref="RevenueCurrency"/>.</summary>
    public decimal? AnnualRevenue { get; private set; }

    public string? RevenueCurrency { get; private set; }

    public long? ParentId { get; private set; }

    public override AccountFields Fields() =>
        new(Name, Website, Industry, Phone, Country, Employees, FoundedYear, AnnualRevenue, RevenueCurrency, ParentId);

    public override IEnumerable<SearchedText> SearchedTexts() =>
        [SearchedText.OfName("name", Name), new("website", Website, "account.website"), new("phone", Phone, "account.phone")];

    public override void Edit(AccountFields fields) => Apply(fields);

    /// <summary>Refuses a parent that would make the account its own ancestor.</summary>
    /// <param name="ancestors">The parent to be, its parent, and so on.</param>
    public void CheckAncestors(IReadOnlyCollection<long> ancestors)
    {
        if (ancestors.Contains(Id))
        {
            throw new RuleBroken("account.own_ancestor", "This parent belongs to the account itself. Choose another one.", "parent_id");
        }

        if (ancestors.Count > DeepestFamily)
        {
            throw new RuleBroken("account.deep_family", $"More than {DeepestFamily} accounts would stand above this one. Choose a parent further up.", "parent_id");
        }
    }

    private void Apply(AccountFields fields)
    {
        var faults = new Faults();
        var name = faults.Take(() => Text.Required(fields.Name, "name"));
        var website = faults.Take(() => Text.Optional(fields.Website, "website"));
        var industry = faults.Take(() => Text.Optional(fields.Industry, "industry"));
        var phone = faults.Take(() => Text.Optional(fields.Phone, "phone", 40));
        var country = faults.Take(() => Text.Optional(fields.Country, "country", 100));
        var employees = faults.Take(() => NotNegative(fields.Employees, "employees"));
        var founded = faults.Take(() => Year(fields.FoundedYear));
        var currency = faults.Take(() => fields.AnnualRevenue is null ? null : Currencies.Known(fields.RevenueCurrency, "revenue_currency"));
        var revenue = faults.Take(() => Revenue(fields.AnnualRevenue, currency));
        var parent = faults.Take(() => Parent(fields.ParentId));
        faults.Throw();
        (Name, NameKey) = (name!, NameFold.Key(name!));
        (Website, Industry, Phone, Country) = (website, industry, phone, country);
        (Employees, FoundedYear, AnnualRevenue, RevenueCurrency, ParentId) = (employees, founded, revenue, currency, parent);
    }

    private static int? Year(int? year) => year is null or (>= 1000 and <= 3000)
        ? year
        : throw new RuleBroken("field.invalid", "Founded year is not a year. Type four digits, such as 1998.", "founded_year");

    private decimal? Revenue(decimal? typed, string? currency) => typed is not { } revenue || (revenue == AnnualRevenue && currency == RevenueCurrency) ? typed
        : revenue is >= 0 and < 1_000_000_000_000_000m ? Currencies.Exact(revenue, currency, "annual_revenue")
        : throw new RuleBroken("field.invalid", "Annual revenue lies between zero and a quadrillion. Check it.", "annual_revenue");

    private long? Parent(long? id) => id != Id
        ? id
        : throw new RuleBroken("account.own_parent", "An account cannot be its own parent. Choose another one.", "parent_id");

    private static int? NotNegative(int? number, string field) => number is null or >= 0
        ? number
        : throw new RuleBroken("field.invalid", $"The number of {field} is below zero. Type zero or more.", field);
}
