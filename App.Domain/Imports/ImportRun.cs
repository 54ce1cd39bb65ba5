namespace CrmLive.Imports;

/// <summary>One run of an import: what it read, what it made, what did not fit.</summary>
public sealed class ImportRun : Entity, IRecord
{
    private ImportRun()
    {
    }

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

/// <summary>One row that did not fit, or that an alias mended.</summary>
public sealed class ImportFault : Entity
{
    private ImportFault()
    {
    }

    public ImportFault(long id, long importId, string file, int line, string code, string message)
        : base(id) => (ImportId, File, Line, Code, Message) = (importId, file, line, code, message.Length <= 500 ? message : message[..500]);

    public long ImportId { get; private set; }

    public string File { get; private set; } = "";

    /// <summary>Line in the file, from 1, the heading included.</summary>
    public int Line { get; private set; }

    public string Code { get; private set; } = "";

    public string Message { get; private set; } = "";
}
