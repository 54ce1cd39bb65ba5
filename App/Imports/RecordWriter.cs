using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Imports;

/// <summary>Makes and changes records of one kind out of rows, through the verbs of the domain.</summary>
internal abstract class RecordWriter(ImportDesk desk)
{
    protected ImportDesk Desk => desk;

    public static RecordWriter For(ImportDesk desk) => desk.Plan.Kind.Name switch
    {
        "team" => new TeamWriter(desk),
        "user" => new UserWriter(desk),
        "product" => new ProductWriter(desk),
        "account" => new AccountWriter(desk),
        "contact" => new ContactWriter(desk),
        _ when RecordTypes.Of(desk.Plan.Kind) is { } type => Plain(desk, type),
        _ => new DealWriter(desk),
    };

    private static RecordWriter Plain(ImportDesk desk, RecordType type) =>
        (RecordWriter)Activator.CreateInstance(typeof(PlainWriter<,>).MakeGenericType(type.Entity, type.Typed), desk)!;

    /// <summary>Reads at once what the rows of the batch need.</summary>
    /// <param name="rows">Those that are new or have changed.</param>
    /// <param name="known">Numbers of the records that changed rows belong to.</param>
    /// <param name="ct">Gives up.</param>
    public abstract Task Prepare(IReadOnlyList<ImportRow> rows, IReadOnlyList<long> known, CancellationToken ct);

    /// <summary>A record of the same name that another way brought here, for kinds whose names are unique.</summary>
    public virtual long? Twin(RowContent content) => null;

    /// <exception cref="RuleBroken">The row breaks a rule; nothing of it is kept.</exception>
    public abstract Task<long> Add(RowContent content, CancellationToken ct);

    /// <exception cref="RuleBroken">The row breaks a rule; the record stays as it is.</exception>
    public abstract Task Change(long id, RowContent content, FieldMerge merge, CancellationToken ct);

    /// <summary>What the record holds by now in the fields that an import can fill.</summary>
    public abstract WrittenValues Values(long id);

    /// <summary>A value as people read it.</summary>
    public virtual string Show(string field, string value) =>
        EntityShape.All[desk.Plan.Kind.Name].Field(field)?.Target is { } kind ? new RecordId(kind, long.Parse(value, CultureInfo.InvariantCulture)).ToString() : value;

    public virtual Task Save(CancellationToken ct) => desk.Db.SaveChangesAsync(ct);

    /// <summary>Who answers for the record, where the row says it. A new owner brings their team along, unless the map carries one.</summary>
    protected (long? OwnerId, long? TeamId) Responsible(IOwned row, FieldMerge merge, RowLink? owner, RowLink? team)
    {
        var ownerId = owner is null ? row.OwnerId : merge.Take("owner", row.OwnerId, desk.To(owner));
        var teamId = team is not null ? merge.Take("team", row.TeamId, desk.To(team))
            : ownerId == row.OwnerId ? row.TeamId
            : desk.Responsible(owner, team: null).TeamId;
        return (ownerId, teamId);
    }

    protected static T Found<T>(IReadOnlyDictionary<long, T> loaded, long id, RecordKind kind) => loaded.TryGetValue(id, out var row)
        ? row
        : throw new RuleBroken("record.deleted", $"{new RecordId(kind, id)} was deleted here, so it was not changed. Restore it first.");

    /// <summary>Changes a record; a verb that breaks a rule half-way leaves it as it was.</summary>
    protected void Whole(Entity row, Action change)
    {
        try
        {
            change();
        }
        catch (RuleBroken)
        {
            if (desk.Rehearsal is null)
            {
                var entry = desk.Db.Entry(row);
                entry.CurrentValues.SetValues(entry.OriginalValues);
                entry.State = EntityState.Unchanged;
                row.ForgetEvents();
            }

            throw;
        }
    }
}
