namespace CrmLive.Imports;

/// <summary>One row as it came.</summary>
/// <param name="Line">Line of the file on which it begins, from 1.</param>
/// <param name="Cells">Fewer than the heading has where the last ones are blank.</param>
public sealed record SourceRow(string File, int Line, SourceHeading Heading, IReadOnlyList<string> Cells)
{
    /// <summary>A quotation mark is missing or stands where none belongs, so the cells may be cut wrongly.</summary>
    public bool HasBrokenQuotes { get; init; }

    /// <summary>Some of its bytes are no character of the encoding of the file.</summary>
    public bool HasBrokenBytes { get; init; }

    /// <summary>Something stands behind the last column that has a name.</summary>
    public bool IsTooLong => Cells.Skip(Heading.Width).Any(cell => !string.IsNullOrWhiteSpace(cell));

    /// <summary>The cell without blanks around it and without the protection of our own exports, or null when there is nothing in it.</summary>
    public string? this[string column] => FormulaGuard.Unprotect(Raw(column).Trim()).Trim() is { Length: > 0 } text ? text : null;

    /// <summary>The cell as it came.</summary>
    public string Raw(string column) => Heading.Columns.TryGetValue(column, out var index) && index < Cells.Count ? Cells[index] : "";
}

/// <summary>The names of the columns and where they stand. Columns without a name are nobody's.</summary>
public sealed class SourceHeading(IReadOnlyList<string> names)
{
    public IReadOnlyDictionary<string, int> Columns { get; } = names.Select((name, i) => (name, i)).Where(column => column.name.Length > 0)
        .ToDictionary(column => column.name, column => column.i, StringComparer.Ordinal);

    /// <summary>Up to and with the last column that has a name.</summary>
    public int Width { get; } = names.Count - names.Reverse().TakeWhile(name => name.Length == 0).Count();
}
