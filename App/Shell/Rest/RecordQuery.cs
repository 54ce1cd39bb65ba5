namespace CrmLive.Shell;

/// <summary>Which records, in which order.</summary>
public record RecordQuery
{
    /// <summary>Words of what the records are found by, or what they begin with, or a telephone number in any form; case and accents do not count.</summary>
    public string? Search { get; init; }

    /// <summary>A condition on the fields, such as country = "France" and updated_at &gt;= today - 7 days.</summary>
    public string? Filter { get; init; }

    /// <summary>Those in the bin instead.</summary>
    public bool InBin { get; init; }

    /// <summary>name, updated_at or another field; with a hyphen before it the other way round. What has no value stands at the end.</summary>
    public string? Sort { get; init; }

    /// <summary>The next_cursor of the page before, with the same filters and the same order.</summary>
    public string? Cursor { get; init; }

    /// <summary>Records per page, 1 to 200.</summary>
    public int Limit { get; init; } = 50;

    internal virtual RecordId? Owner() => null;

    /// <summary>Fields that have to have a value, by key, as the kind offers them by themselves.</summary>
    internal virtual IEnumerable<(string Key, string? Value)> Equal() => [];

    internal ListRecords<T> Request<T>(IReadOnlyList<string>? columns = null)
        where T : Entity, IKept
    {
        var type = RecordTypes.Of<T>();
        var clauses = Equal().Where(one => one.Value is not null).Select(one => RecordAddress.Clause(type.Field(one.Key)!, one.Value!));
        var all = (string.IsNullOrWhiteSpace(Filter) ? clauses : clauses.Prepend($"({Filter})")).ToList();
        var (sort, isTurned) = Order();
        return new ListRecords<T>(
            Search, Owner().Number(RecordKind.User, "owner_id"), all.Count == 0 ? null : string.Join(" and ", all), sort, isTurned, InBin, Cursor, Limit, Columns: columns);
    }

    // From the oldest change, where lists begin with the newest.
    private (string? Sort, bool IsTurned) Order()
    {
        if (string.IsNullOrEmpty(Sort))
        {
            return (null, false);
        }

        var isDown = Sort[0] == '-';
        var sort = isDown ? Sort[1..] : Sort;
        return (sort, isDown != (sort == RecordOrder.ByChange));
    }
}

/// <summary>Which records of a kind that people own.</summary>
public record OwnedRecordQuery : RecordQuery
{
    public RecordId? OwnerId { get; init; }

    internal override RecordId? Owner() => OwnerId;
}
