using System.Collections.Concurrent;
using System.Reflection;

namespace CrmLive.Shell;

/// <summary>Fills the records of the wire by name: what stands in them under the name of a field is that field, with ids for the numbers of references.</summary>
internal static class WireRecord
{
    private static readonly ConcurrentDictionary<Type, ConstructorInfo> Makers = [];

    /// <summary>A resource, or another record of the wire about one record.</summary>
    public static TWire Of<TWire, TFields>(RecordType type, RecordDetails<TFields> record)
        where TFields : class => Made<TWire>(name => name switch
        {
            nameof(record.Id) => new RecordId(type.Kind, record.Id),
            "UpdatedAt" => record.ChangedAt,
            nameof(record.Version) => record.Version,
            nameof(record.OwnerId) => record.OwnerId.Id(RecordKind.User),
            nameof(record.Owner) => record.Owner,
            nameof(record.Team) => record.Team,
            _ when typeof(TFields).GetProperty(name) is not null => Typed(type, record.Fields, name),
            _ when type.Fields.FirstOrDefault(field => field.Family == FieldFamily.Reference && field.NameProperty == name) is { } link => record.Links[link.Key],
            "Name" => record.Name,
            _ => throw Unknown<TWire>(name),
        });

    /// <summary>An item of a list.</summary>
    public static TWire Of<TWire>(RecordType type, RecordRow row) => Made<TWire>(name => name switch
    {
        nameof(row.Id) => new RecordId(type.Kind, row.Id),
        nameof(row.Name) => row.Name,
        "UpdatedAt" => row.ChangedAt,
        nameof(row.Version) => row.Version,
        nameof(row.OwnerId) => row.OwnerId.Id(RecordKind.User),
        nameof(row.Owner) => row.Owner,
        _ when type.Fields.FirstOrDefault(field => field.CurrencyProperty == name) is { } amount => row[amount.Key] is Money money ? money.Currency : null,
        _ when type.Fields.FirstOrDefault(field => field.Property == name) is { } field => row[field.Key] switch { Money money => money.Amount, RecordLink link => link.Id, var value => value },
        _ when type.Fields.FirstOrDefault(field => field.Family == FieldFamily.Reference && field.NameProperty == name) is { } link => (row[link.Key] as RecordLink)?.Name,
        _ => throw Unknown<TWire>(name),
    });

    /// <summary>What can be written, as it is now.</summary>
    public static TWire Of<TWire, TFields>(RecordType type, TFields fields)
        where TFields : class => Made<TWire>(name => Typed(type, fields, name));

    /// <summary>What a command carries of what was written.</summary>
    /// <exception cref="InvalidInput">A reference is the id of another kind.</exception>
    public static TFields Fields<TFields>(RecordType type, object wire)
        where TFields : class => FieldSet.Of(typeof(TFields)).Make<TFields>(property =>
        {
            var value = wire.GetType().GetProperty(property.Name)!.GetValue(wire);
            return value is RecordId id && type.Fields.First(field => field.Property == property.Name) is var field ? ((RecordId?)id).Number(field.Target!, field.Wire) : value;
        });

    private static object? Typed(RecordType type, object fields, string name)
    {
        var value = fields.GetType().GetProperty(name)!.GetValue(fields);
        return value is long number && type.Fields.FirstOrDefault(field => field.Property == name)?.Target is { } target ? new RecordId(target, number) : value;
    }

    // Records with a list of parts are made with it, others by what is set in them.
    private static TWire Made<TWire>(Func<string, object?> value)
    {
        var maker = Makers.GetOrAdd(typeof(TWire), type => type.GetConstructors().MaxBy(one => one.GetParameters().Length)!);
        if (maker.GetParameters() is { Length: > 0 } parts)
        {
            return (TWire)maker.Invoke([.. parts.Select(part => value(part.Name!))]);
        }

        var made = maker.Invoke([]);
        foreach (var property in typeof(TWire).GetProperties().Where(property => property.CanWrite))
        {
            property.SetValue(made, value(property.Name));
        }

        return (TWire)made;
    }

    private static InvalidOperationException Unknown<TWire>(string name) => new($"{typeof(TWire).Name}.{name} is no field of the record, and nothing that every record has.");
}
