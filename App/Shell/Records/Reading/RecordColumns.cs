using System.Linq.Expressions;
using CrmLive.Access;
using CrmLive.Data;

namespace CrmLive.Shell;

/// <summary>The fields that a list reads, and how their values stand side by side in a row: an amount with its currency, a reference with its name.</summary>
internal sealed record RecordColumns(RecordType Type, IReadOnlyList<RecordField> Fields)
{
    /// <param name="asked">Keys; null for all but long texts.</param>
    /// <exception cref="InvalidInput">There is no such field.</exception>
    public static RecordColumns Of(RecordType type, IReadOnlyList<string>? asked, Actor actor)
    {
        var fields = asked is null
            ? type.Fields.Where(field => field.Family != FieldFamily.LongText)
            : asked.Distinct().Select(key => type.Field(key)
                ?? throw InvalidInput.Of("columns", "unknown", $"{type.Plural} have no field {Text.Short(key)}. There are {string.Join(", ", type.Fields.Select(field => field.Key))}."));
        return new RecordColumns(type, [.. fields.Where(field => !actor.Hides(type.Kind.Name, field.Key))]);
    }

    public IReadOnlyDictionary<string, object?> Values(object?[] cells)
    {
        var values = new Dictionary<string, object?>(Fields.Count, StringComparer.Ordinal);
        var at = 0;
        foreach (var field in Fields)
        {
            var (first, second) = (cells[at], IsPair(field) ? cells[at + 1] : null);
            values[field.Key] = (field.Family, first) switch
            {
                (_, null) => null,
                (FieldFamily.Money, decimal amount) => new Money(amount, second as string ?? ""),
                (FieldFamily.Reference, long number) => new RecordLink(new RecordId(field.Target!, number), second as string),
                _ => first,
            };
            at += IsPair(field) ? 2 : 1;
        }

        return values;
    }

    internal IEnumerable<Expression> Cells(Expression db, Expression record) => Fields.SelectMany<RecordField, Expression>(field =>
    {
        var value = field.Value.With(record);
        return field.Family switch
        {
            FieldFamily.Money => [value, field.Currency!.With(record)],
            FieldFamily.Reference => [value, RecordProjection.NameOf(field.Target!, db, value)],
            _ => [value],
        };
    });

    private static bool IsPair(RecordField field) => field.Family is FieldFamily.Money or FieldFamily.Reference;
}
