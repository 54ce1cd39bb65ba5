namespace CrmLive.Imports;

/// <summary>What an import did, or in a rehearsal would do.</summary>
/// <param name="ImportId">Null in a rehearsal.</param>
public sealed record ImportReport(long? ImportId, string System, bool IsRehearsal, IReadOnlyList<TableCounts> Tables)
{
    /// <summary>The files with every remark; set when they are written.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    public int Rows => Tables.Sum(table => table.Rows);

    public int Created => Tables.Sum(table => table.Created);

    public int Updated => Tables.Sum(table => table.Updated);

    public int Unchanged => Tables.Sum(table => table.Unchanged);

    public int Refused => Tables.Sum(table => table.Refused);

    public int Noted => Tables.Sum(table => table.Noted);

    public int Mended => Tables.Sum(table => table.Mended);

    public TableCounts Table(string name) => Tables.Single(table => table.Table == name);
}

/// <summary>The counts of one table.</summary>
public sealed record TableCounts
{
    private readonly SortedDictionary<string, int> _codes = new(StringComparer.Ordinal);

    public required string Table { get; init; }

    public required string File { get; init; }

    public required string Entity { get; init; }

    /// <summary>How the file is encoded.</summary>
    public string? Encoding { get; internal set; }

    /// <summary>How that is known.</summary>
    public string? EncodingEvidence { get; internal set; }

    /// <summary>What stands between the cells.</summary>
    public char? Delimiter { get; internal set; }

    public int Rows { get; private set; }

    public int Created { get; private set; }

    public int Updated { get; private set; }

    public int Unchanged { get; private set; }

    /// <summary>Rows of a record that the file repeats.</summary>
    public int Repeated { get; set; }

    public int Refused { get; private set; }

    public int Noted { get; private set; }

    public int Mended { get; private set; }

    /// <summary>Remarks by their code.</summary>
    public IReadOnlyDictionary<string, int> Codes => _codes;

    internal void Count(int read, BatchResult result)
    {
        Rows += read;
        Created += result.Created;
        Updated += result.Updated;
        Unchanged += result.Unchanged;
    }

    internal void Count(RowRemark remark)
    {
        _codes[remark.Code] = _codes.GetValueOrDefault(remark.Code) + 1;
        switch (remark.Kind)
        {
            case RemarkKind.Refused:
                Refused++;
                break;
            case RemarkKind.Noted:
                Noted++;
                break;
            default:
                Mended++;
                break;
        }
    }
}
