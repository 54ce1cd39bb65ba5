using CrmLive.Expressions;
using Microsoft.AspNetCore.WebUtilities;

namespace CrmLive.Shell;

/// <summary>The list of a kind of record as its address says it: what the page shows, a link leads to and an export takes. What nobody can read counts as not said.</summary>
public sealed record RecordAddress(RecordType Type)
{
    /// <summary>The page's name of the order by last change.</summary>
    public const string Changed = "changed";

    public string? Search { get; init; }

    public long? OwnerId { get; init; }

    /// <summary>A condition, see docs/expressions.md.</summary>
    public string? Filter { get; init; }

    /// <summary>Fields with the value that they have to have, as the address names them: <c>?industry=Retail&amp;account=acc_1</c>.</summary>
    public IReadOnlyDictionary<string, string> Equal { get; init; } = new Dictionary<string, string>();

    /// <summary>Key of a field, <see cref="Changed"/>, or null for by name.</summary>
    public string? Sort { get; init; }

    public bool IsTurned { get; init; }

    public bool InBin { get; init; }

    /// <summary>Keys of the fields that are shown; null for those that the kind shows by itself.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>As <see cref="ListRecords{T}"/> names it.</summary>
    public string? Order => Sort == Changed ? RecordOrder.ByChange : Sort;

    public bool IsFiltered => !string.IsNullOrEmpty(Search) || OwnerId is not null || Condition is not null;

    /// <summary>All conditions together; null for none.</summary>
    public string? Condition
    {
        get
        {
            List<string> clauses = [.. Equal.Select(pair => Clause(Type.Field(pair.Key)!, pair.Value))];
            return string.IsNullOrWhiteSpace(Filter) ? clauses.Count == 0 ? null : string.Join(" and ", clauses)
                : clauses.Count == 0 ? Filter : string.Join(" and ", clauses.Prepend($"({Filter})"));
        }
    }

    /// <param name="query">What stands behind the question mark.</param>
    public static RecordAddress Of(RecordType type, string query)
    {
        var parts = QueryHelpers.ParseQuery(query);
        string? Text(string name) => parts.TryGetValue(name, out var values) && AddressText.Text(values.ToString()) is { Length: > 0 } text ? text : null;
        return new RecordAddress(type)
        {
            Search = Text("q"),
            OwnerId = type.IsOwned ? AddressText.Id(Text("owner"), RecordKind.User) : null,
            Filter = Text("filter"),
            Equal = type.Fields.Where(IsSaid).Select(field => (field.Key, Value: Value(field, Text(field.Key)))).Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!),
            Sort = Text("sort") is { } sort && (sort == Changed || type.Field(sort) is { IsSorted: true, IsName: false }) ? sort : null,
            IsTurned = AddressText.Flag(Text("down")),
            InBin = AddressText.Flag(Text("bin")),
            Columns = Text("columns")?.Split(',').Where(key => type.Field(key) is not null).Distinct().ToList() is { Count: > 0 } columns ? columns : null,
        };
    }

    public ListRecords<T> Request<T>()
        where T : Entity, IKept => new(Search, OwnerId, Condition, Order, IsTurned, InBin);

    /// <summary>A condition that a field has a value, as the language writes it.</summary>
    internal static string Clause(RecordField field, string value) => field.Family switch
    {
        FieldFamily.YesNo => $"{field.Key} = {value}",
        FieldFamily.Integer or FieldFamily.Number or FieldFamily.Percent => $"{field.Key} = {value}",
        _ => $"{field.Key} = {Quoted(value)}",
    };

    internal static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static bool IsSaid(RecordField field) => field is { IsName: false, Family: not (FieldFamily.LongText or FieldFamily.Money or FieldFamily.Date or FieldFamily.Instant) };

    private static string? Value(RecordField field, string? text) => (field.Family, text) switch
    {
        (_, null) => null,
        (FieldFamily.YesNo, _) => AddressText.Flag(text) ? "true" : "false",
        (FieldFamily.Reference, _) => AddressText.Id(text, field.Target!) is { } id ? new RecordId(field.Target!, id).ToString() : null,
        (FieldFamily.Choice, _) => field.Choices!.Any(choice => choice.Key == text) ? text : null,
        (FieldFamily.Integer or FieldFamily.Number or FieldFamily.Percent, _) => AddressText.Amount(text) is { } number ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : null,
        _ => text.Length <= ExpressionLimits.Text / 2 ? text : null,
    };
}
