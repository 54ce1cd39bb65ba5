namespace CrmLive.Access;

/// <summary>People who work on the same records.</summary>
public sealed class Team : Entity, IRecord
{
    private Team()
    {
    }

    public Team(long id, string name, string? region = null)
        : base(id) => Rename(name, region);

    public RecordKind Kind => RecordKind.Team;

    public string Name { get; private set; } = "";

    /// <summary>Tells it from others: names that count as one are taken once; see <see cref="NameFold"/>.</summary>
    public string FoldedName { get; private set; } = "";

    public string? Region { get; private set; }

    public void Rename(string name, string? region)
    {
        Name = Text.Required(name, "name", 100);
        FoldedName = NameFold.Of(Name);
        Region = Text.Optional(region, "region", 100);
    }
}

/// <summary>One person in one team.</summary>
public sealed class TeamMember : Entity
{
    private TeamMember()
    {
    }

    public TeamMember(long id, long teamId, long userId, bool leads)
        : base(id) => (TeamId, UserId, Leads) = (teamId, userId, leads);

    public long TeamId { get; private set; }

    public long UserId { get; private set; }

    public bool Leads { get; private set; }
}
