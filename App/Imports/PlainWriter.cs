using System.Reflection;
using CrmLive.Shell;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Imports;

/// <summary>Imports of any kind of record that has no rules beyond its own: its fields by their declaration.</summary>
internal sealed class PlainWriter<T, TFields>(ImportDesk desk) : RecordWriter(desk)
    where T : Entity, IPlainRecord<T, TFields>
    where TFields : class
{
    private static readonly RecordType Type = RecordTypes.Of<T>();
    private Dictionary<long, T> _known = [];

    public override async Task Prepare(IReadOnlyList<ImportRow> rows, IReadOnlyList<long> known, CancellationToken ct) =>
        _known = known.Count == 0 ? [] : await Desk.Rows<T>().Where(row => known.Contains(row.Id)).ToDictionaryAsync(row => row.Id, ct);

    public override async Task<long> Add(RowContent content, CancellationToken ct)
    {
        var row = (RecordContent)content;
        var responsible = Desk.Responsible(row.Owner, row.Team);
        var record = T.Create(await Desk.NextId(ct), Said(row), responsible.OwnerId, responsible.TeamId);
        Desk.Keep(record);
        _known[record.Id] = record;
        return record.Id;
    }

    public override Task Change(long id, RowContent content, FieldMerge merge, CancellationToken ct)
    {
        var row = (RecordContent)content;
        var record = Found(_known, id, Type.Kind);
        var fields = Merged(record.Fields(), Said(row), merge);
        var responsible = record is IOwned owned ? Responsible(owned, merge, row.Owner, row.Team) : default;
        Whole(record, () => record.Edit(fields));
        (record as IAssigned)?.AssignTo(responsible.OwnerId, responsible.TeamId);
        return Task.CompletedTask;
    }

    public override WrittenValues Values(long id)
    {
        var record = _known[id];
        var values = Type.Fields.Select(field => (field.Key, Value(field, record.Fields())));
        return WrittenValues.Of(record is IOwned owned ? values.Append(("owner", owned.OwnerId)).Append(("team", owned.TeamId)) : values);
    }

    // The numbers that links stand for are known by now.
    private TFields Said(RecordContent row)
    {
        var links = Type.Fields.Where(field => row.References.ContainsKey(field.Key)).ToDictionary(field => field.Property, field => Desk.To(row.References[field.Key]));
        return FieldSet.Of(typeof(TFields)).Make<TFields>(property => links.TryGetValue(property.Name, out var number) ? number : property.GetValue(row.Fields));
    }

    private static TFields Merged(TFields here, TFields said, FieldMerge merge)
    {
        var taken = Type.Fields.ToDictionary(field => field, field => merge.Take(field.Key, Value(field, here), Value(field, said)));
        return FieldSet.Of(typeof(TFields)).Make<TFields>(property => Merged(property, taken, here));
    }

    private static object? Merged(PropertyInfo property, Dictionary<RecordField, object?> taken, TFields here)
    {
        if (taken.Keys.FirstOrDefault(field => field.CurrencyProperty == property.Name) is { } amount)
        {
            return (taken[amount] as Money?)?.Currency;
        }

        return taken.Keys.FirstOrDefault(field => field.Property == property.Name) is not { } field ? property.GetValue(here)
            : taken[field] is Money money ? money.Amount
            : taken[field];
    }

    // An amount is one value with its currency.
    private static object? Value(RecordField field, TFields fields)
    {
        var value = typeof(TFields).GetProperty(field.Property)!.GetValue(fields);
        return field.CurrencyProperty is { } currency && value is decimal amount ? new Money(amount, (string?)typeof(TFields).GetProperty(currency)!.GetValue(fields) ?? "") : value;
    }
}
