namespace CrmLive.Shell.Downloads;

/// <summary>Writes a table row by row into a file of one format.</summary>
internal abstract class SheetWriter : IAsyncDisposable
{
    public abstract string ContentType { get; }

    public static SheetWriter? Of(string format, Stream to) => format switch
    {
        "csv" => new CsvSheet(to),
        "xlsx" => new XlsxSheet(to),
        _ => null,
    };

    public abstract Task Head(IReadOnlyList<string> heads, CancellationToken ct);

    public abstract Task Row(IReadOnlyList<object?> cells, CancellationToken ct);

    /// <summary>Nothing comes after it; the file is whole when it returns.</summary>
    public abstract Task End(CancellationToken ct);

    public abstract ValueTask DisposeAsync();
}
