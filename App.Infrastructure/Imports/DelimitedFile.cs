using System.Runtime.CompilerServices;
using CsvHelper;

namespace CrmLive.Imports;

/// <summary>A file of rows and cells (CSV, TSV and their kin), read as a stream: however long it is, one row is in memory.</summary>
public sealed class DelimitedFile(string path, ImportLimits limits, string? encoding = null, char? delimiter = null)
{
    // Enough to see what most rows look like.
    private const int SampleLength = 1 << 15;

    private FileFormat? _format;

    public string Name { get; } = Path.GetFileName(path);

    /// <summary>The names in the first row that is not blank.</summary>
    /// <exception cref="RuleBroken">There are none, too many, or two alike.</exception>
    public async Task<IReadOnlyCollection<string>> Heading(CancellationToken ct)
    {
        await using var rows = await Open(_ => { }, ct);
        return [.. (await ReadHeading(rows, ct)).Columns.Keys];
    }

    /// <summary>How the file is written, by all that is in it.</summary>
    public async Task<FileFormat> Format(CancellationToken ct) => _format ??= await Survey(ct);

    /// <summary>The rows in their order, with the line that each begins on.</summary>
    /// <exception cref="RuleBroken">The file cannot be read on; the sentence names the line.</exception>
    public async IAsyncEnumerable<SourceRow> Rows([EnumeratorCancellation] CancellationToken ct)
    {
        var isBroken = false;
        await using var rows = await Open(slip => isBroken |= slip.Reason is CsvMalformedReason.UnterminatedQuote or CsvMalformedReason.TextAfterClosingQuote, ct);
        var heading = await ReadHeading(rows, ct);
        var coded = (await Format(ct)).Encoding;
        for (var count = 1; await Advance(rows, ct);)
        {
            var cells = Cells(rows);
            if (!IsBlank(cells))
            {
                if (count++ > limits.Rows)
                {
                    throw new RuleBroken("file.rows", $"{Name} has more than {limits.Rows} rows. Split it.");
                }

                yield return new SourceRow(Name, (int)rows.LineNumber, heading, cells) { HasBrokenQuotes = isBroken, HasBrokenBytes = Array.Exists(cells, coded.IsBroken) };
            }

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

    // Office programs write rows with nothing but separators in them.
    private static bool IsBlank(string[] cells) => Array.TrueForAll(cells, string.IsNullOrWhiteSpace);

    private async Task<SourceHeading> ReadHeading(CsvReader rows, CancellationToken ct)
    {
        var (coded, between) = await Format(ct);
        var names = await FirstRow(rows, between, ct);
        if (names.Length == 0)
        {
            throw new RuleBroken("file.empty", $"{Name} is empty. It needs a first row with the names of its columns.");
        }

        if (names.Length > limits.Columns)
        {
            throw new RuleBroken("file.columns", $"{Name} has {names.Length} columns; {limits.Columns} is the most.");
        }

        if (Array.Exists(names, coded.IsBroken))
        {
            throw new RuleBroken("file.encoding", $"The names of the columns of {Name} hold bytes that are no {coded.Name}. Name the encoding in the map.");
        }

        return Array.Find(names, name => name.Length > 0 && names.Count(other => other == name) > 1) is { } twice
            ? throw new RuleBroken("file.column_twice", $"{Name} has two columns named '{twice}'. Rename one of them.")
            : new SourceHeading(names);
    }

    private async Task<string[]> FirstRow(CsvReader rows, char between, CancellationToken ct)
    {
        while (await Advance(rows, ct))
        {
            var cells = Cells(rows);
            if (!IsBlank(cells) && !Delimiter.IsHint(string.Join(between, cells)))
            {
                return [.. cells.Select(name => FormulaGuard.Unprotect(name.Trim()))];
            }
        }

        return [];
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
        var (coded, between) = await Format(ct);
        var text = new StreamReader(path, coded.Encoding, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16);
        return CsvReader.Create(
            text,
            new CsvReaderOptions
            {
                HasHeader = false,
                Separator = between,
                DetectSeparatorHint = false,
                TrimWhitespace = false,
                TrackLineNumbers = true,
                MaxRecordSize = limits.RowLength,
                OnMalformedRecord = slip,
            },
            leaveOpen: false);
    }

    private async Task<FileFormat> Survey(CancellationToken ct)
    {
        var coded = await FileEncoding.Of(path, encoding, ct);
        using var text = new StreamReader(path, coded.Encoding, detectEncodingFromByteOrderMarks: false);
        var sample = new char[SampleLength];
        var length = await text.ReadBlockAsync(sample, ct);
        return new FileFormat(coded, delimiter ?? Delimiter.Of(new string(sample, 0, length)));
    }
}

/// <summary>How a file is written.</summary>
public sealed record FileFormat(FileEncoding Encoding, char Delimiter);
