using CrmLive.Customers;

namespace CrmLive.Imports;

/// <summary>A row that fits its map, ready to become a record.</summary>
/// <param name="Payload">The row as JSON, as it came.</param>
/// <param name="Checksum">SHA-256 of the payload.</param>
public sealed record ImportRow(int Line, string SourceId, string Payload, string Checksum, RowContent Content);

/// <summary>What a row says, in our words.</summary>
public abstract record RowContent
{
    /// <summary>The records that the row points at.</summary>
    public abstract IEnumerable<RowLink> Links { get; }

    private protected static IEnumerable<RowLink> Given(params RowLink?[] links) => links.OfType<RowLink>();
}

public sealed record TeamContent(string Name, string? Region) : RowContent
{
    public override IEnumerable<RowLink> Links => [];
}

public sealed record UserContent(string Name, string Email, string Role, RowLink? Team, bool Leads) : RowContent
{
    public override IEnumerable<RowLink> Links => Given(Team);
}

public sealed record ProductContent(ProductFields Fields) : RowContent
{
    public override IEnumerable<RowLink> Links => [];
}

public sealed record AccountContent(AccountFields Fields, RowLink? Parent, RowLink? Owner, RowLink? Team) : RowContent
{
    public override IEnumerable<RowLink> Links => Given(Parent, Owner, Team);
}

public sealed record ContactContent(ContactFields Fields, RowLink? Account, RowLink? Owner, RowLink? Team) : RowContent
{
    public override IEnumerable<RowLink> Links => Given(Account, Owner, Team);
}

/// <summary>A row of a kind that its declaration is enough for.</summary>
/// <param name="Fields">What is typed about it; references stand beside it until what they point at is known.</param>
/// <param name="References">By the key of the field.</param>
public sealed record RecordContent(object Fields, IReadOnlyDictionary<string, RowLink?> References, RowLink? Owner, RowLink? Team) : RowContent
{
    public override IEnumerable<RowLink> Links => [.. References.Values.OfType<RowLink>(), .. Given(Owner, Team)];
}

/// <param name="Amount">Null: the list price of the product.</param>
public sealed record DealContent(
    string Name,
    decimal? Amount,
    DateOnly? ExpectedClose,
    string? NextStep,
    DealLinks To,
    IReadOnlyList<ContentStep> Steps) : RowContent
{
    public override IEnumerable<RowLink> Links => Given(To.Account, To.Contact, To.Product, To.Owner, To.Team);
}

public sealed record DealLinks(RowLink? Account, RowLink? Contact, RowLink? Product, RowLink? Owner, RowLink? Team);

public sealed record ContentStep(string Stage, DateTimeOffset At, string? Reason = null)
{
    /// <summary>The file says the day, and not when on it.</summary>
    public bool IsDay { get; init; }

    /// <summary>At the instant of the other, if only the day is known and it is the same.</summary>
    public ContentStep Beside(ContentStep other) => IsDay && At.UtcDateTime.Date == other.At.UtcDateTime.Date ? this with { At = other.At } : this;

    /// <summary>A day that has begun and whose time is not known is over by now at the latest.</summary>
    public DateTimeOffset By(DateTimeOffset now) => IsDay && At > now && At - now < TimeSpan.FromDays(1) ? now : At;
}

/// <summary>Points at a record: at what a row of another table became, or (<paramref name="By"/>) at one that is there, by its name or e-mail address.</summary>
/// <param name="Kind">Name of the kind of record.</param>
public sealed record RowLink(string Field, string Kind, string? Table, string? By, string Value)
{
    /// <summary>Two links with the same key point at the same record.</summary>
    public (string? Table, string Kind, string? By, string Value) Key => (Table, Kind, By, Value);
}
