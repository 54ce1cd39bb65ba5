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
        _ => new DealWriter(desk),
    };

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
    public abstract Task Change(long id, RowContent content, CancellationToken ct);

    public virtual Task Save(CancellationToken ct) => desk.Db.SaveChangesAsync(ct);

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
