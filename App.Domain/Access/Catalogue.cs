namespace CrmLive.Access;

/// <summary>Every entity, action and hideable field that a role can speak of. Settings, policy and tests read this one list.</summary>
public static class Catalogue
{
    private static readonly string[] Crud = [Permission.Read, Permission.Create, Permission.Update, Permission.Delete];

    /// <summary>Actions by entity. Entities with owners know own / team / all; for the others a grant is all or nothing.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Actions { get; } = new Dictionary<string, IReadOnlyList<string>>(
        RecordTypes.All.Select(type => KeyValuePair.Create<string, IReadOnlyList<string>>(type.Kind.Name, Crud)))
    {
        ["opportunity"] = Crud,
        ["pipeline"] = [.. Crud, "approve"],
        ["user"] = Crud,
        ["team"] = Crud,
        ["role"] = Crud,
        ["api_key"] = [Permission.Read, Permission.Create, Permission.Delete],
        ["audit"] = [Permission.Read],
        ["event"] = [Permission.Read, "replay"],
        ["import"] = [Permission.Read, Permission.Create],
        ["access"] = ["explain"],
        ["operations"] = [Permission.Read, Permission.Update],
    };

    /// <summary>Every permission that can be granted, in the order of the settings page.</summary>
    public static IReadOnlyList<Permission> Permissions { get; } =
        [.. Actions.SelectMany(entity => entity.Value.Select(action => new Permission(entity.Key, action)))];

    /// <summary>Entities whose records have an owner and a team.</summary>
    public static IReadOnlySet<string> Owned { get; } =
        RecordTypes.All.Where(type => type.IsOwned).Select(type => type.Kind.Name).Append("opportunity").ToHashSet(StringComparer.Ordinal);

    /// <summary>Fields that a role can be kept from seeing, as <c>entity.field</c>.</summary>
    public static IReadOnlyList<string> HideableFields { get; } =
    [
        .. RecordTypes.All.SelectMany(type => type.Fields.Select(type.HideableName)).OfType<string>(),
        "opportunity.amount", "opportunity.probability", "opportunity.next_step", "opportunity.lost_reason",
    ];

    /// <summary>
    /// The hideable fields of which a field tells something, whether it stands in a record, in one of its parts, in its history or in the audit: who may not see an
    /// amount learns nothing from its currency. The one place that knows; see <see cref="Actor.Hides"/>.
    /// </summary>
    /// <param name="kind">Of a record or of a part of one, for example <c>stage_change</c>.</param>
    public static IReadOnlyList<string> HideableFieldsOf(string kind, string field) => (kind, field) switch
    {
        ("opportunity", "unit_price" or "discount" or "sum") or ("deal_line", "unit_price" or "discount") or ("stage_change", "amount") => ["opportunity.amount"],
        ("opportunity", "from_probability" or "to_probability" or "override_share" or "override_reason") => ["opportunity.probability"],
        ("opportunity", "reason") or ("stage_change", "reason") => ["opportunity.lost_reason"],
        ("approval", "breaches") => ["opportunity.amount", "opportunity.next_step"],
        // A row of another system, word for word, may hold any field.
        ("source_record", "payload") => HideableFields,
        _ when HideableFields.Contains($"{kind}.{field}") => [$"{kind}.{field}"],
        _ when Actions.ContainsKey(kind) => [.. AmountsIn(kind, field)],
        // Parts of records that are not named here repeat fields under the same name.
        _ => [.. HideableFields.Where(hideable => hideable.EndsWith("." + field, StringComparison.Ordinal))],
    };

    // A currency that is there only with its amount tells of the amount.
    private static IEnumerable<string> AmountsIn(string kind, string currency) =>
        RecordTypes.All.Where(type => type.Kind.Name == kind)
            .SelectMany(type => type.Fields.Where(field => field.CurrencyKey == currency && !field.IsRequired).Select(type.HideableName)).OfType<string>();
}
