namespace CrmLive.Customers;

/// <summary>What a lead is.</summary>
public sealed class LeadType : RecordType<Lead, LeadFields>
{
    public LeadType()
        : base(RecordKind.Lead, "leads")
    {
        Purpose = "Leads are people and companies that may become customers. Work them until you know, then qualify them.";
        Words = "prospects inquiries";
        Name = Named(lead => lead.Name);
        Note = Named(lead => lead.Company);
        Field(FieldFamily.Text, lead => lead.Name, field => field with { IsName = true, IsRequired = true, IsAsked = true });
        Field(FieldFamily.Text, lead => lead.Company, field => field with { IsColumn = true, IsAsked = true });
        Field(FieldFamily.Text, lead => lead.Title);
        Choice(lead => lead.Status, Statuses, field => field with { IsColumn = true, IsRequired = true });
        Choice(lead => lead.Source, Sources, field => field with { IsColumn = true, IsAsked = true });
        Field(FieldFamily.Email, lead => lead.Email, field => field with { Label = "E-mail", IsHideable = true, IsColumn = true, IsAsked = true });
        Field(FieldFamily.Phone, lead => lead.Phone, field => field with { IsHideable = true, IsAsked = true });
        Field(FieldFamily.Url, lead => lead.Website);
        Field(FieldFamily.Text, lead => lead.Industry);
        Field(FieldFamily.Text, lead => lead.Country);
        Field(FieldFamily.Integer, lead => lead.Employees);
        Money(lead => lead.ExpectedValue, lead => lead.Currency, field => field with { IsHideable = true, IsColumn = true, IsAsked = true });
        Field(FieldFamily.LongText, lead => lead.Notes);
    }

    /// <summary>From first contact to a decision; qualified ones become customers.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Statuses { get; } =
        [new("new", "New"), new("working", "Working"), new("nurturing", "Nurturing"), new("qualified", "Qualified"), new("unqualified", "Unqualified")];

    public static IReadOnlyList<KeyValuePair<string, string>> Sources { get; } =
        [new("website", "Website"), new("referral", "Referral"), new("event", "Event"), new("outbound", "Outbound"), new("partner", "Partner"), new("advertising", "Advertising"), new("other", "Other")];
}
