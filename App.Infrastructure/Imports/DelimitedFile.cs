using System.Runtime.CompilerServices;
using CsvHelper;

namespace CrmLive.Imports;

/// <summary>A file of rows and cells (CSV, TSV and their kin), read as a stream: however long it is, one row is in memory.</summary>
public sealed class DelimitedFile(string path, ImportLimits limits, string? encoding = null, char? delimiter = null)
{
    public string Name { get; } = Path.GetFileName(path);

    /// <summary>The names in the first row.</summary>
    /// <exception cref="RuleBroken">There are none, too many, or two alike.</exception>
    public async Task<IReadOnlyList<string>> Heading(CancellationToken ct)
    {
        await using var rows = await Open(_ => { }, ct);
        return await ReadHeading(rows, ct);
    }

    /// <summary>The rows in their order, with the line that each begins on.</summary>
    /// <exception cref="RuleBroken">The file cannot be read on; the sentence names the line.</exception>
    public async IAsyncEnumerable<SourceRow> Rows([EnumeratorCancellation] CancellationToken ct)
    {
        var isBroken = false;
        await using var rows = await Open(slip => isBroken |= slip.Reason is CsvMalformedReason.UnterminatedQuote or CsvMalformedReason.TextAfterClosingQuote, ct);
        var heading = await ReadHeading(rows, ct);
        var columns = heading.Select((name, i) => (name, i)).ToDictionary(column => column.name, column => column.i, StringComparer.Ordinal);
        for (var count = 1; await Advance(rows, ct); count++)
        {
            if (count > limits.Rows)
            {
                throw new RuleBroken("file.rows", $"{Name} has more than {limits.Rows} rows. Split it.");
            }

            yield return new SourceRow(Name, (int)rows.LineNumber, columns, Cells(rows)) { HasBrokenQuotes = isBroken };
            isBroken = false;
        }
    }

    private static string[] Cells(CsvReader rows)
    {
        var cells = new string[rows.FieldCount];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = rows.GetString(i);
        }

        return cells;
    }

    private async Task<IReadOnlyList<string>> ReadHeading(CsvReader rows, CancellationToken ct)
    {
        var heading = await Advance(rows, ct) ? Cells(rows).Select(name => name.Trim()).ToList() : [];
        if (heading.Count == 0)
        {
            throw new RuleBroken("file.empty", $"{Name} is empty. It needs a first row with the names of its columns.");
        }

        if (heading.Count > limits.Columns)
        {
            throw new RuleBroken("file.columns", $"{Name} has {heading.Count} columns; {limits.Columns} is the most.");
        }

        return heading.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(names => names.Count() > 1) is { } twice
            ? throw new RuleBroken("file.column_twice", $"{Name} has two columns named '{twice.Key}'. Rename one of them.")
            : heading;
    }

    private async Task<bool> Advance(CsvReader rows, CancellationToken ct)
    {
        try
        {
            return await rows.ReadAsync(ct);
        }
        catch (CsvFormatException)
        {
            throw new RuleBroken(
                "file.row_too_long", $"{Name}: the row after line {rows.LineNumber} has more than {limits.RowLength} bytes. A quotation mark may be missing.");
        }
    }

    private async Task<CsvReader> Open(Action<CsvMalformedRecord> slip, CancellationToken ct)
    {
        var text = new StreamReader(path, await FileEncoding.Of(path, encoding, ct), detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16);
        return CsvReader.Create(
            text,
            new CsvReaderOptions
            {
                HasHeader = false,
                Separator = delimiter ?? Delimiter.Of(path),
                DetectSeparatorHint = false,
                TrimWhitespace = false,
                TrackLineNumbers = true,
                MaxRecordSize = limits.RowLength,
                OnMalformedRecord = slip,
            },
            leaveOpen: false);
    }
}
