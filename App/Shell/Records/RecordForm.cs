using System.Reflection;

namespace CrmLive.Shell;

/// <summary>What is typed about a record that is being made: a value for each field, and the record of fields that commands carry made of them.</summary>
public sealed class RecordForm<TFields>(RecordType type)
    where TFields : class
{
    private const string CommonCurrency = "EUR";
    private readonly Dictionary<string, string?> _texts = [];
    private readonly Dictionary<string, TypedNumber> _numbers = [];
    private readonly Dictionary<string, long?> _links = [];

    public string? Text(string key) => _texts.GetValueOrDefault(key);

    public void SetText(string key, string? value) => _texts[key] = value;

    public TypedNumber Number(string key) => _numbers.GetValueOrDefault(key);

    public void SetNumber(string key, TypedNumber value) => _numbers[key] = value;

    public void SetLink(string key, long? id) => _links[key] = id;

    public string Currency(RecordField field) => Text(field.CurrencyKey!) is { Length: > 0 } typed ? typed.Trim().ToUpperInvariant() : CommonCurrency;

    /// <exception cref="RuleBroken">What stands in a field is no number.</exception>
    public TFields Fields()
    {
        var set = FieldSet.Of(typeof(TFields));
        var makers = set.Maker.GetParameters().ToDictionary(parameter => parameter.Name!);
        return set.Make<TFields>(property => Value(property) ?? Otherwise(makers[property.Name]));
    }

    private object? Value(PropertyInfo property)
    {
        if (type.Fields.FirstOrDefault(one => one.CurrencyProperty == property.Name) is { } amount)
        {
            return Number(amount.Key).Need(amount.Key) is null && !amount.IsRequired ? null : Currency(amount);
        }

        var field = type.Fields.FirstOrDefault(one => one.Property == property.Name);
        return field?.Family switch
        {
            null => null,
            FieldFamily.Reference => _links.GetValueOrDefault(field.Key),
            FieldFamily.Integer => (int?)Number(field.Key).Need(field.Key),
            FieldFamily.Number or FieldFamily.Money or FieldFamily.Percent => Number(field.Key).Need(field.Key),
            FieldFamily.YesNo => Text(field.Key) is { Length: > 0 } truth ? truth == "yes" : null,
            FieldFamily.Date => AddressText.Day(Text(field.Key)),
            FieldFamily.Instant => AddressText.Instant(Text(field.Key)),
            _ => string.IsNullOrWhiteSpace(Text(field.Key)) ? null : Text(field.Key),
        };
    }

    private static object? Otherwise(ParameterInfo parameter) =>
        parameter.HasDefaultValue ? parameter.DefaultValue
        : parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType)
        : null;
}
