namespace CrmLive.Access;

/// <summary>An organisation whose data nobody else sees. The only business row that has no tenant of its own.</summary>
public sealed class Tenant
{
    private Tenant()
    {
    }

    public Tenant(long id, string slug, string name, DateTimeOffset now)
    {
        Id = id;
        Slug = slug.Length is > 1 and <= 40 && slug.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? slug
            : throw new RuleBroken("tenant.slug", "The short name of a tenant has 2 to 40 lower-case letters, digits and hyphens.", "slug");
        Name = Text.Required(name, "name");
        CreatedAt = now;
    }

    public long Id { get; private set; }

    public string Slug { get; private set; } = "";

    public string Name { get; private set; } = "";

    public bool IsActive { get; private set; } = true;

    /// <summary>The tenant id (tid) at the identity provider whose people belong here.</summary>
    public string? DirectoryTenant { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public void LinkTo(string directoryTenant) => DirectoryTenant = directoryTenant;

    public void Deactivate() => IsActive = false;

    public void Activate() => IsActive = true;
}
