using System.Linq.Expressions;
using CrmLive.Data;
using CrmLive.Expressions;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CrmLive.Shell;

/// <summary>The condition of a list, compiled for the database. Fields that the asker does not see do not exist in it.</summary>
internal static class RecordFilter
{
    private const string Name = "name";
    private const string Owner = "owner";

    /// <summary>Null where nothing is asked for.</summary>
    /// <exception cref="InvalidInput">It does not compile, with the place and what would fit.</exception>
    public static Expression<Func<T, bool>>? Of<T>(RecordType type, string? text, Work work, DateTimeOffset now)
        where T : Entity, IKept
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        try
        {
            var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(work.Zone.Id) ?? DateTimeZone.Utc;
            var condition = Expressions.Expression.ParseCondition(text, Schema(type, work.Actor.HiddenFields));
            return QueryFilter.Compile<T>(condition, path => path is { Root: PathRoot.Record, Relation: null } ? Column<T>(type, path.Key) : null, now, zone);
        }
        catch (ExpressionInvalid invalid)
        {
            throw InvalidInput.Of("filter", "invalid", invalid.Message);
        }
    }

    /// <summary>What a condition on records of the kind may name.</summary>
    /// <param name="hidden">Fields that the asker does not see, as the catalogue names them.</param>
    public static ExpressionSchema Schema(RecordType type, IReadOnlySet<string> hidden)
    {
        var fields = type.Fields.Where(field => field.IsFiltered && (type.HideableName(field) is not { } name || !hidden.Contains(name))).Select(Field).ToList();
        if (type.Field(Name) is null)
        {
            fields.Insert(0, new ExpressionField(Name, "Name", ValueKind.Text));
        }

        if (type.IsOwned)
        {
            fields.Add(new ExpressionField(Owner, "Owner", ValueKind.Reference) { RefersTo = RecordKind.User });
        }

        fields.Add(new ExpressionField(RecordOrder.ByChange, "Changed", ValueKind.Instant));
        return new ExpressionSchema(type.Label.ToLowerInvariant(), fields);
    }

    private static ExpressionField Field(RecordField field) => new(field.Key, field.Label, Kind(field.Family)) { Options = field.Choices, RefersTo = field.Target };

    private static ValueKind Kind(FieldFamily family) => family switch
    {
        FieldFamily.Integer or FieldFamily.Number or FieldFamily.Percent => ValueKind.Number,
        FieldFamily.Money => ValueKind.Money,
        FieldFamily.Date => ValueKind.Date,
        FieldFamily.Instant => ValueKind.Instant,
        FieldFamily.YesNo => ValueKind.Boolean,
        FieldFamily.Reference => ValueKind.Reference,
        _ => ValueKind.Text,
    };

    private static QueryColumn Column<T>(RecordType type, string key)
        where T : Entity, IKept => key switch
        {
            Owner => new QueryColumn { Value = Shadow<T, long?>(nameof(IOwned.OwnerId)) },
            RecordOrder.ByChange => new QueryColumn { Value = (Expression<Func<T, DateTimeOffset>>)(row => row.ChangedAt) },
            _ when type.Field(key) is not { } field => new QueryColumn { Value = type.Name, Folded = Shadow<T, string>(RecordType.NameKey), IsKey = true },
            _ when type.Field(key) is { IsName: true } field => new QueryColumn { Value = field.Value, Folded = Shadow<T, string>(RecordType.NameKey), IsKey = true },
            _ => Column<T>(type.Field(key)!),
        };

    private static QueryColumn Column<T>(RecordField field)
        where T : Entity, IKept =>
        new() { Value = field.Value, Currency = field.Currency, Folded = field.IsText ? Shadow<T, string>(field.Folded) : null };

    private static Expression<Func<T, TValue>> Shadow<T, TValue>(string property)
        where T : Entity => row => EF.Property<TValue>(row, property);
}
