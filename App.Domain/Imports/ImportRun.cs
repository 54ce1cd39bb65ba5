namespace CrmLive.Imports;

/// <summary>One run of an import: what it read, what it made, what did not fit.</summary>
public sealed class ImportRun : Entity, IRecord
{
    private ImportRun()
    {
    }

    /// <param name="id">Its number.</param>
    /// <param name="map">Name of the source system.</param>
    /// <param name="now">When it started.</param>
    public ImportRun(long id, string map, DateTimeOffset now)
        : base(id) => (Map, StartedAt) = (Text.Required(map, "map"), now);

    public RecordKind Kind => RecordKind.Import;

    public string Map { get; private set; } = "";

    public DateTimeOffset StartedAt { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    public int RowsRead { get; private set; }

    public int Created { get; private set; }

    public int Updated { get; private set; }

    public int Unchanged { get; private set; }

    public int Faults { get; private set; }

    public void Count(int read, int created, int updated, int unchanged, int faults)
    {
        RowsRead += read;
        Created += created;
        Updated += updated;
        Unchanged += unchanged;
        Faults += faults;
    }

    public void Finish(DateTimeOffset now) => FinishedAt = now;
}
