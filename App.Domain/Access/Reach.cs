namespace CrmLive.Access;

/// <summary>How far a grant reaches. Ordered: a person with several roles has the widest.</summary>
public enum Reach
{
    None = 0,

    /// <summary>Records that the person owns.</summary>
    Own = 1,

    /// <summary>Records of the person's teams, and their own.</summary>
    Team = 2,

    All = 3,
}

public static class Reaches
{
    public static string Word(this Reach reach) => reach switch
    {
        Reach.Own => "own",
        Reach.Team => "team",
        Reach.All => "all",
        _ => "none",
    };
}
