namespace CrmLive.Imports;

/// <summary>What another system said about one record, word for word. Never overwritten: a changed row is a further source record.</summary>
public sealed class SourceRecord : Entity
{
    private SourceRecord()
    {
    }

    public SourceRecord(long id, long importId, SourceKey key, int revision, RecordId record, SourceContent said)
        : base(id)
    {
        ImportId = importId;
        Revision = revision;
        SourceSystem = key.System;
        SourceKind = key.Kind;
        SourceId = key.Id;
        RecordKind = record.Kind.Name;
        RecordId = record.Number;
        (Checksum, Payload, Written) = said;
    }

    public long ImportId { get; private set; }

    public string SourceSystem { get; private set; } = "";

    /// <summary>The file or object of the source system.</summary>
    public string SourceKind { get; private set; } = "";

    public string SourceId { get; private set; } = "";

    /// <summary>Counts what the source said about this record over time, from 1.</summary>
    public int Revision { get; private set; }

    public string RecordKind { get; private set; } = "";

    public long RecordId { get; private set; }

    /// <summary>SHA-256 of the payload, in hexadecimal.</summary>
    public string Checksum { get; private set; } = "";

    /// <summary>The row as JSON, as it came.</summary>
    public string Payload { get; private set; } = "";

    /// <summary>The values that the import left in the record, as JSON; see <see cref="WrittenValues"/>.</summary>
    public string Written { get; private set; } = "{}";
}

/// <summary>What a source said, and what came of it.</summary>
public sealed record SourceContent(string Checksum, string Payload, string Written);

/// <summary>Identifies a record at its source.</summary>
public sealed record SourceKey(string System, string Kind, string Id);
