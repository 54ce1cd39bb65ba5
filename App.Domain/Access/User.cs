namespace CrmLive.Access;

/// <summary>A person who signs in.</summary>
public sealed class User : Entity, ISearched
{
    private User()
    {
    }

    public User(long id, string name, string email, bool isEvaluation = false)
        : base(id)
    {
        Rename(name, email);
        IsEvaluation = isEvaluation;
    }

    public RecordKind Kind => RecordKind.User;

    public string Name { get; private set; } = "";

    /// <summary>What the record is ordered by; see <see cref="NameFold"/>.</summary>
    public string NameKey { get; private set; } = "";

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

    /// <summary>How the person writes numbers; null for as the browser does, as with the two that follow.</summary>
    public string? NumberFormat { get; private set; }

    public string? DateFormat { get; private set; }

    public string? FirstDay { get; private set; }

    public IEnumerable<SearchedText> SearchedTexts() => [SearchedText.OfName("name", Name), new("email", Email, "user.email")];

    public void Rename(string name, string email)
    {
        Name = Text.Required(name, "name", 100);
        NameKey = NameFold.Key(Name);
        Email = Text.Required(email, "email", 254).ToLowerInvariant();
    }

    /// <summary>Ties the person to an account of the identity provider: its tenant and object id, never an address that may change.</summary>
    public void LinkTo(string directoryTenant, string directoryUser)
    {
        DirectoryTenant = Text.Required(directoryTenant, "directory_tenant", 64);
        DirectoryUser = Text.Required(directoryUser, "directory_user", 64);
    }

    /// <summary>Compares the roles that the person has with those that they shall have. The caller makes and removes the links.</summary>
    public MembershipChange SetRoles(IEnumerable<string> held, IEnumerable<string> wanted)
    {
        var change = MembershipChange.Between(held, wanted);
        if (change.Wanted.Count == 0)
        {
            throw new RuleBroken("user.no_role", "Choose at least one role; without one a person sees nothing. To lock somebody out, deactivate them.", "roles");
        }

        if (!change.IsEmpty)
        {
            Record(new UserRolesChanged(Id, change.Added, change.Removed));
        }

        return change;
    }

    /// <summary>Compares the teams that the person is in with those that they shall be in, by their ids.</summary>
    public MembershipChange SetTeams(IEnumerable<string> held, IEnumerable<string> wanted)
    {
        var change = MembershipChange.Between(held, wanted);
        if (!change.IsEmpty)
        {
            Record(new UserTeamsChanged(Id, change.Added, change.Removed));
        }

        return change;
    }

    public void Deactivate()
    {
        if (IsActive)
        {
            IsActive = false;
            Record(new UserDeactivated(Id));
        }
    }

    public void Activate()
    {
        if (!IsActive)
        {
            IsActive = true;
            Record(new UserActivated(Id));
        }
    }

    /// <summary>Starts a session for a person who has proved who they are.</summary>
    public Session SignIn(long sessionId, SignInMethod method, string? device, DateTimeOffset now)
    {
        if (!IsActive)
        {
            throw new RuleBroken("user.inactive", "Your account here is not active. Ask an administrator to activate it.");
        }

        if (method == SignInMethod.Evaluation && !IsEvaluation)
        {
            throw new RuleBroken("user.no_evaluation", "This account cannot be signed in with one click.");
        }

        return new Session(sessionId, Id, now, device, method);
    }

    public void Prefer(string theme, string density, string? timeZone)
    {
        Theme = Themes.All.Contains(theme) ? theme : throw new RuleBroken("field.invalid", "Choose the system, light or dark theme.", "theme");
        Density = Densities.All.Contains(density) ? density : throw new RuleBroken("field.invalid", "Choose comfortable or compact.", "density");
        TimeZone = Text.Optional(timeZone, "time_zone", 60);
    }

    /// <summary>How the person writes numbers and reads days; null for as the browser does.</summary>
    public void PreferFormats(string? numbers, string? dates, string? firstDay)
    {
        NumberFormat = numbers is null || NumberForm.Named(numbers) is not null ? numbers : throw NoSuch("number format", "number_format");
        DateFormat = dates is null || DateForm.Named(dates) is not null ? dates : throw NoSuch("date format", "date_format");
        FirstDay = firstDay is null || WeekStarts.Named(firstDay) is not null ? firstDay : throw NoSuch("first day of a week", "first_day");
    }

    private static RuleBroken NoSuch(string what, string field) => new("field.invalid", $"There is no such {what}. Choose one from the list.", field);
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
