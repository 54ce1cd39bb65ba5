namespace CrmLive.Imports;

/// <summary>
/// Decides field by field between what a row says and what its record holds. What the map does not carry stays; what somebody changed since the
/// import last wrote it stays too and is told, unless the import was told to overwrite.
/// </summary>
/// <param name="carried">The fields that the map carries.</param>
/// <param name="before">What the import left in the record; null when it has not written it yet.</param>
public sealed class FieldMerge(IReadOnlyCollection<string> carried, WrittenValues? before, bool overwrites)
{
    private readonly List<KeptField> _kept = [];
    private readonly HashSet<string> _taken = [];

    /// <summary>What stays although the row says something else.</summary>
    public IReadOnlyList<KeptField> Kept => _kept;

    /// <summary>The row changes at least one field.</summary>
    public bool IsChange { get; private set; }

    public bool Carries(string field) => carried.Contains(field);

    /// <summary>What the import last wrote, as <see cref="WrittenValues.Spell"/> spells it.</summary>
    public string? Before(string field) => before?.Of(field);

    /// <summary>The value that the record is to have.</summary>
    /// <param name="here">What it has.</param>
    /// <param name="said">What the row says.</param>
    public T Take<T>(string field, T here, T said)
    {
        if (!Carries(field))
        {
            return here;
        }

        var (ours, theirs) = (WrittenValues.Spell(here), WrittenValues.Spell(said));
        if (ours != theirs && !overwrites && IsOwn(field, ours))
        {
            _kept.Add(new KeptField(field, ours, theirs));
            return here;
        }

        IsChange |= ours != theirs;
        _taken.Add(field);
        return said;
    }

    /// <summary>What the import has written by now: what it took, and for all else what it had written before.</summary>
    public WrittenValues After(WrittenValues now) => (before ?? WrittenValues.None).With(now, _taken);

    // What the import never wrote is somebody's own when there is something.
    private bool IsOwn(string field, string? ours) => before?.Knows(field) == true ? ours != before.Of(field) : ours is not null;
}

/// <summary>A field that stays as people left it.</summary>
/// <param name="Here">What the record holds; null is nothing.</param>
/// <param name="Said">What the row says.</param>
public sealed record KeptField(string Field, string? Here, string? Said);
