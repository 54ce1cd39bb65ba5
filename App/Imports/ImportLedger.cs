namespace CrmLive.Imports;

/// <summary>What the tables of one run have to remember across batches.</summary>
internal sealed class ImportLedger(ImportJob job, ReportFiles report)
{
    // Everything goes to the report; the database keeps the first ones and the counts.
    public const int Kept = 10_000;

    private readonly Dictionary<string, TableCounts> _tables = [];
    private readonly Dictionary<string, HashSet<string>> _pointedAt = job.Map.Tables
        .Where(table => table.ExpectedIn.Count > 0).ToDictionary(table => table.Name, _ => new HashSet<string>(StringComparer.Ordinal));

    private int _kept;

    /// <summary>Null in a rehearsal.</summary>
    public long? ImportId { get; set; }

    public Rehearsal Rehearsal { get; } = new();

    public TableCounts Of(TableMap table)
    {
        if (!_tables.TryGetValue(table.Name, out var counts))
        {
            _tables[table.Name] = counts = new TableCounts { Table = table.Name, File = table.File, Entity = table.Entity };
        }

        return counts;
    }

    /// <summary>Writes remarks to the report and returns those that the database is to keep.</summary>
    public IReadOnlyList<RowRemark> Remark(TableMap table, IReadOnlyList<RowRemark> remarks)
    {
        var counts = Of(table);
        foreach (var remark in remarks)
        {
            counts.Count(remark);
            report.Write(table.Name, remark);
        }

        var room = Math.Min(Kept - _kept, remarks.Count);
        _kept += room;
        return room == remarks.Count ? remarks : [.. remarks.Take(room)];
    }

    /// <summary>What the run had to say before it was cut off: that of the batches which are not sent again.</summary>
    public void Recall(IReadOnlyList<TableImport> tables, IReadOnlyList<RowRemark> remarks)
    {
        foreach (var remark in remarks)
        {
            var table = tables.First(table => table.Map.File == remark.File).Map;
            Of(table).Count(remark);
            report.Write(table.Name, remark);
        }

        _kept += remarks.Count;
    }

    /// <summary>Notes which rows are pointed at, where a table wants to know.</summary>
    public void Point(string from, IEnumerable<RowLink> links)
    {
        foreach (var link in links)
        {
            if (link.Table is { } table && _pointedAt.TryGetValue(table, out var seen) && job.Map.Tables.Single(one => one.Name == table).ExpectedIn.Contains(from))
            {
                seen.Add(link.Value);
            }
        }
    }

    public bool IsPointedAt(TableMap table, string sourceId) => _pointedAt[table.Name].Contains(sourceId);

    public ImportReport ToReport() => new(ImportId, job.Map.System, job.IsRehearsal, [.. _tables.Values]);
}
