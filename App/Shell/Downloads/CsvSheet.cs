using System.Globalization;
using System.Text;
using CsvHelper;

namespace CrmLive.Shell.Downloads;

/// <summary>CSV as spreadsheets like it: with a byte order mark, and with an apostrophe before a text that they would take for a formula.</summary>
internal sealed class CsvSheet(Stream to) : SheetWriter
{
    private CsvWriter? _csv;

    public override string ContentType => "text/csv; charset=utf-8";

    public override async Task Head(IReadOnlyList<string> heads, CancellationToken ct)
    {
        await to.WriteAsync(Encoding.UTF8.GetPreamble(), ct);
        _csv = CsvWriter.Create(to, new CsvWriterOptions(), leaveOpen: true);
        await _csv.WriteRecordAsync([.. heads.Select(FormulaGuard.Protect)], ct);
    }

    public override async Task Row(IReadOnlyList<object?> cells, CancellationToken ct) => await _csv!.WriteRecordAsync([.. cells.Select(Text)], ct);

    public override Task End(CancellationToken ct) => Task.CompletedTask;

    public override async ValueTask DisposeAsync()
    {
        if (_csv is not null)
        {
            await _csv.DisposeAsync();
        }
    }

    private static string Text(object? cell) => cell switch
    {
        null => "",
        string text => FormulaGuard.Protect(text),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        decimal number => number.ToString("0.####", CultureInfo.InvariantCulture),
        bool flag => flag ? "yes" : "no",
        _ => Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "",
    };
}
