namespace CrmLive.Pipeline;

/// <summary>What the rules say to a move. It is made when nothing is missing or broken and each warning has a reason.</summary>
/// <param name="Missing">What has to be filled in first.</param>
/// <param name="Breaches">Why it is refused.</param>
/// <param name="Warnings">What it needs a reason for.</param>
public sealed record MoveVerdict(IReadOnlyList<DealField> Missing, IReadOnlyList<RuleBreach> Breaches, IReadOnlyList<RuleBreach> Warnings)
{
    internal static readonly RuleBreach Unseen =
        new("rule.hidden", "A rule of this stage is about something that you do not see. Ask the owner of the deal or a manager.");

    public bool IsClean => Missing.Count == 0 && Breaches.Count == 0 && Warnings.Count == 0;

    /// <summary>Whoever moves the deal can say what is needed; nobody else has to be asked.</summary>
    public bool IsAnswerable => Breaches.All(breach => breach.MendedBy is not null) && !IsClean;

    /// <summary>A manager may let it through.</summary>
    public bool IsWaivable => Breaches.Count > 0 && Breaches.All(breach => breach.IsWaivable);

    /// <summary>The fields to ask for: missing ones, and those that would mend a breach.</summary>
    public IReadOnlyList<DealField> Asks =>
        [.. Missing.Concat(Breaches.Concat(Warnings).Select(breach => breach.MendedBy).OfType<DealField>()).Distinct().Order()];

    internal static MoveVerdict Of(RuleBreach breach) => new([], [breach], []);

    /// <summary>Nothing in it tells the value of a field that the person does not see.</summary>
    public MoveVerdict Without(IReadOnlySet<string> hiddenFields)
    {
        bool IsHidden(DealField? field) => field?.Hideable() is { } name && hiddenFields.Contains(name);
        IReadOnlyList<RuleBreach> Mask(IEnumerable<RuleBreach> breaches) =>
            [.. breaches.Select(breach => IsHidden(breach.About) ? Unseen with { IsWaivable = breach.IsWaivable } : breach).Distinct()];
        var unseen = Missing.Where(field => IsHidden(field)).Select(_ => Unseen);
        return new MoveVerdict([.. Missing.Where(field => !IsHidden(field))], Mask(Breaches.Concat(unseen)), Mask(Warnings));
    }
}

/// <summary>One rule that a move breaks.</summary>
/// <param name="MendedBy">The field whose value would mend it.</param>
/// <param name="IsWaivable">A manager may make an exception.</param>
public sealed record RuleBreach(string Code, string Sentence, DealField? MendedBy = null, bool IsWaivable = false)
{
    /// <summary>The input that is wrong, where it is not the stage.</summary>
    public string? Field { get; init; } = "stage_id";

    /// <summary>The field that the breach tells something about.</summary>
    internal DealField? About { get; init; }
}
