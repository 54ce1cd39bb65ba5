namespace CrmLive.Access;

/// <summary>A person who signs in.</summary>
public sealed class User : Entity, IRecord
{
    private User()
    {
    }

    public User(long id, string name, string email, bool isEvaluation = false)
        : base(id)
    {
        Name = Text.Required(name, "name", 100);
        Email = Text.Required(email, "email", 254).ToLowerInvariant();
        IsEvaluation = isEvaluation;
    }

    public RecordKind Kind => RecordKind.User;

    public string Name { get; private set; } = "";

    public string Email { get; private set; } = "";

    /// <summary>May be signed in with one click while no identity provider is configured.</summary>
    public bool IsEvaluation { get; private set; }

    public bool IsActive { get; private set; } = true;

    /// <summary>Tenant and object id at the identity provider (Entra's tid and oid): the immutable key of a person.</summary>
    public string? DirectoryTenant { get; private set; }

    public string? DirectoryUser { get; private set; }

    public string Theme { get; private set; } = Themes.System;

    public string Density { get; private set; } = Densities.Comfortable;

    public string? TimeZone { get; private set; }

    public void Rename(string name, string email)
    {
        Name = Text.Required(name, "name", 100);
        Email = Text.Required(email, "email", 254).ToLowerInvariant();
    }

    public void LinkTo(string directoryTenant, string directoryUser) => (DirectoryTenant, DirectoryUser) = (directoryTenant, directoryUser);

    public void Deactivate() => IsActive = false;

    public void Activate() => IsActive = true;

    public void Prefer(string theme, string density, string? timeZone)
    {
        Theme = Themes.All.Contains(theme) ? theme : throw new RuleBroken("field.invalid", "Choose the system, light or dark theme.", "theme");
        Density = Densities.All.Contains(density) ? density : throw new RuleBroken("field.invalid", "Choose comfortable or compact.", "density");
        TimeZone = Text.Optional(timeZone, "time_zone", 60);
    }
}

public static class Themes
{
    public const string System = "system";

    public static IReadOnlyList<string> All { get; } = [System, "light", "dark"];
}

public static class Densities
{
    public const string Comfortable = "comfortable";

    public static IReadOnlyList<string> All { get; } = [Comfortable, "compact"];
}
