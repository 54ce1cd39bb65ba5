namespace CrmLive.Pipeline;

/// <summary>What a rule looks at when a deal moves. The list is closed; rules combine it with a stage, a limit and a strength.</summary>
public enum StageCheck
{
    /// <summary>No open stage is left out on the way forward.</summary>
    NoSkip = 0,

    /// <summary>Open deals do not go back to an earlier stage.</summary>
    NoReturn = 1,

    /// <summary>Closed deals stay closed.</summary>
    NoReopen = 2,

    /// <summary>On the way forward the amount is no larger than the limit.</summary>
    MostAmount = 3,

    /// <summary>A deal has stood in its stage for at least so many days before it goes forward.</summary>
    FewestDays = 4,

    /// <summary>In an open stage the expected close lies ahead.</summary>
    CloseAhead = 5,

    /// <summary>Only the owner or a manager wins or loses a deal.</summary>
    OwnerCloses = 6,
}

/// <summary>Whether a rule stops a move or only asks for a reason.</summary>
public enum RuleStrength
{
    /// <summary>The move is refused; a manager may make an exception.</summary>
    Hard = 0,

    /// <summary>The move is made with a reason.</summary>
    Soft = 1,
}

/// <summary>How the checks are called.</summary>
public static class StageCheckWords
{
    /// <summary>The stable code of a breach.</summary>
    public static string Code(this StageCheck check) => check switch
    {
        StageCheck.NoSkip => "rule.skips_stage",
        StageCheck.NoReturn => "rule.goes_back",
        StageCheck.NoReopen => "rule.reopens",
        StageCheck.MostAmount => "rule.amount_too_large",
        StageCheck.FewestDays => "rule.too_soon",
        StageCheck.CloseAhead => "rule.close_in_past",
        _ => "rule.owner_closes",
    };

    /// <summary>What the rule says, for those who set it.</summary>
    public static string Label(this StageCheck check) => check switch
    {
        StageCheck.NoSkip => "No stage is skipped on the way forward",
        StageCheck.NoReturn => "No going back to an earlier stage",
        StageCheck.NoReopen => "Closed deals are not reopened",
        StageCheck.MostAmount => "Amount is at most",
        StageCheck.FewestDays => "Days in the stage before are at least",
        StageCheck.CloseAhead => "Expected close is not in the past",
        _ => "Only the owner or a manager closes a deal",
    };

    public static bool HasLimit(this StageCheck check) => check is StageCheck.MostAmount or StageCheck.FewestDays;
}
