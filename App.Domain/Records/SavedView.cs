namespace CrmLive;

/// <summary>A way of looking at a page that somebody has given a name: its filters, grouping and order as they stand in the address.</summary>
public sealed class SavedView : Entity, IRecord
{
    public const int NameLength = 60;
    public const int QueryLength = 1000;

    /// <summary>The board of a pipeline; lists are called by the path of their kind.</summary>
    public const string Board = "board";

    /// <summary>The list of deals.</summary>
    public const string Deals = "deals";

    private SavedView()
    {
    }

    /// <param name="query">The part of the address behind the question mark.</param>
    /// <param name="teamId">The team that it is shared with; null while it is the owner's alone.</param>
    public SavedView(long id, string place, string? name, string? query, long ownerId, long? teamId)
        : base(id)
    {
        Place = place is Board or Deals || RecordTypes.All.Any(type => type.Path == place)
            ? place
            : throw new RuleBroken("view.place", "Views can be saved of the board and of lists of records.", "place");
        OwnerId = ownerId;
        TeamId = teamId;
        Rename(name);
        Show(query);
    }

    public RecordKind Kind => RecordKind.SavedView;

    public string Place { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string Query { get; private set; } = "";

    public long OwnerId { get; private set; }

    public long? TeamId { get; private set; }

    /// <summary>The people for whom the page opens with it.</summary>
    public List<long> DefaultFor { get; private set; } = [];

    public void Rename(string? name) => Name = Text.Required(name, "name", NameLength);

    /// <summary>Shows something else from now on.</summary>
    public void Show(string? query) => Query = Text.Optional(query, "query", QueryLength)?.TrimStart('?') ?? "";

    public void ShareWith(long? teamId) => TeamId = teamId;

    /// <summary>The page opens with it for that person, or no longer does.</summary>
    public void BeDefaultFor(long userId, bool isDefault) =>
        DefaultFor = isDefault ? [.. DefaultFor.Append(userId).Distinct()] : [.. DefaultFor.Where(id => id != userId)];

    /// <summary>It is the owner's; others use it while it is shared with one of their teams.</summary>
    public bool IsFor(long userId, IReadOnlyCollection<long> teamIds) => OwnerId == userId || (TeamId is { } team && teamIds.Contains(team));
}
