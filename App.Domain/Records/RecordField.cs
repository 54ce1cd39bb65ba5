using System.Linq.Expressions;

namespace CrmLive;

/// <summary>A field of a kind of record, described once: lists, pages, REST, files, history and filters read from it.</summary>
/// <param name="Key">As in files and filters: <c>annual_revenue</c>, <c>account</c>.</param>
/// <param name="Label">As on screen.</param>
/// <param name="Value">From the record: <c>lead => lead.Company</c>.</param>
public sealed record RecordField(string Key, string Label, FieldFamily Family, LambdaExpression Value)
{
    private const string Id = "Id";

    /// <summary>The property of the record, and of the record of fields that commands carry.</summary>
    public string Property { get; } = ((MemberExpression)Value.Body).Member.Name;

    /// <summary>The currency of an amount, ISO 4217.</summary>
    public LambdaExpression? Currency { get; init; }

    /// <summary>What a choice may be, in its order, with labels.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Choices { get; init; }

    /// <summary>The kind of record that a reference points at.</summary>
    public RecordKind? Target { get; init; }

    /// <summary>Roles may hide it.</summary>
    public bool IsHideable { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>Lists show it unless somebody chooses other columns.</summary>
    public bool IsColumn { get; init; }

    /// <summary>The dialog for a new record asks for it.</summary>
    public bool IsAsked { get; init; }

    /// <summary>The records that point there are found by the name of what they point at.</summary>
    public bool IsFoundByName { get; init; }

    /// <summary>The name of the record itself.</summary>
    public bool IsName { get; init; }

    /// <summary>What the number is of, where that is not its family.</summary>
    public NumberUse? Use { get; init; }

    /// <summary>As in REST: a reference is an id.</summary>
    public string Wire => Family == FieldFamily.Reference ? Key + "_id" : Key;

    public string? CurrencyProperty => (Currency?.Body as MemberExpression)?.Member.Name;

    public string? CurrencyKey => CurrencyProperty is { } property ? Snake(property) : null;

    /// <summary>The property without Id: where the name of a reference stands.</summary>
    public string NameProperty => Property.EndsWith(Id, StringComparison.Ordinal) ? Property[..^Id.Length] : Property;

    public bool IsNumber => Family is FieldFamily.Integer or FieldFamily.Number or FieldFamily.Money or FieldFamily.Percent;

    /// <summary>Free text in one line; it is compared by its folded form, which is kept beside it.</summary>
    public bool IsText => Family is FieldFamily.Text or FieldFamily.Email or FieldFamily.Phone or FieldFamily.Url;

    public bool IsSorted => Family is not (FieldFamily.Reference or FieldFamily.LongText);

    public bool IsFiltered => Family is not FieldFamily.LongText;

    /// <summary>The property beside a text that holds it as <see cref="NameFold"/> folds it.</summary>
    public string Folded => IsName ? RecordType.NameKey : Property + "Folded";

    internal static string Snake(string name) =>
        string.Concat(name.Select((letter, at) => at > 0 && char.IsUpper(letter) ? $"_{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    public string ChoiceLabel(string? value) => Choices?.FirstOrDefault(choice => choice.Key == value).Value ?? value ?? "";
}
