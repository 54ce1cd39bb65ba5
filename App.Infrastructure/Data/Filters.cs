namespace CrmLive.Data;

/// <summary>Names of the query filters. Switching one off needs a reason beside it and a place in the architecture test's list.</summary>
public static class Filters
{
    public const string Tenant = nameof(Tenant);
    public const string Deleted = nameof(Deleted);
    public const string Visible = nameof(Visible);
}
