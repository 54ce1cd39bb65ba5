namespace CrmLive.Access;

/// <summary>What a person is to be a member of, compared with what they are a member of.</summary>
public sealed record MembershipChange(IReadOnlyList<string> Wanted, IReadOnlyList<string> Added, IReadOnlyList<string> Removed)
{
    public bool IsEmpty => Added.Count == 0 && Removed.Count == 0;

    public static MembershipChange Between(IEnumerable<string> held, IEnumerable<string> wanted)
    {
        var before = held.ToHashSet(StringComparer.Ordinal);
        var after = wanted.ToHashSet(StringComparer.Ordinal);
        return new MembershipChange(InOrder(after), InOrder(after.Except(before)), InOrder(before.Except(after)));
    }

    private static List<string> InOrder(IEnumerable<string> names) => [.. names.Order(StringComparer.Ordinal)];
}
