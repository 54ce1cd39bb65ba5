namespace CrmLive.Imports;

/// <summary>One row as it came.</summary>
/// <param name="Line">Line of the file on which it begins, from 1.</param>
public sealed record SourceRow(string File, int Line, IReadOnlyDictionary<string, int> Columns, IReadOnlyList<string> Cells)
{
    /// <summary>A quotation mark is missing or stands where none belongs, so the cells may be cut wrongly.</summary>
    public bool HasBrokenQuotes { get; init; }

    /// <summary>The cell without blanks around it, or null when there is nothing in it.</summary>
    public string? this[string column] =>
        Columns.TryGetValue(column, out var index) && index < Cells.Count && Cells[index].Trim() is { Length: > 0 } text ? text : null;
}
