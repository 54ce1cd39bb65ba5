using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsvHelper;

namespace CrmLive.Imports;

/// <summary>Writes every remark as it comes, as a table for people (<c>remarks.csv</c>) and, with the counts, for programs (<c>report.json</c>).</summary>
internal sealed class ReportFiles : IAsyncDisposable
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _csvPath;
    private readonly string _jsonPath;
    private readonly CsvWriter _csv;
    private readonly FileStream _stream;
    private readonly Utf8JsonWriter _json;

    public ReportFiles(string folder)
    {
        _csvPath = Path.Combine(folder, "remarks.csv");
        _jsonPath = Path.Combine(folder, "report.json");

        // A spreadsheet must not take a cell for a formula.
        _csv = CsvWriter.Create(new StreamWriter(_csvPath), new CsvWriterOptions { Injection = CsvInjection.Escape }, leaveOpen: false);
        _stream = File.Create(_jsonPath);
        _json = new Utf8JsonWriter(_stream, Indented);
        _csv.WriteRecord(["kind", "table", "file", "line", "code", "message"]);
        _json.WriteStartObject();
        _json.WriteStartArray("remarks");
    }

    public void Write(string table, RowRemark remark)
    {
        var kind = Word(remark.Kind);
        _csv.WriteRecord([kind, table, remark.File, remark.Line.ToString(CultureInfo.InvariantCulture), remark.Code, remark.Message]);
        _json.WriteStartObject();
        _json.WriteString("kind", kind);
        _json.WriteString("table", table);
        _json.WriteString("file", remark.File);
        _json.WriteNumber("line", remark.Line);
        _json.WriteString("code", remark.Code);
        _json.WriteString("message", remark.Message);
        _json.WriteEndObject();
        if (_json.BytesPending > 1 << 16)
        {
            _json.Flush();
        }
    }

    public async Task<ImportReport> Close(ImportReport report, CancellationToken ct)
    {
        _json.WriteEndArray();
        _json.WritePropertyName("counts");
        JsonSerializer.Serialize(_json, report, Data.EventJson.Options);
        _json.WriteEndObject();
        await _json.FlushAsync(ct);
        await _csv.FlushAsync(ct);
        return report with { Files = [_csvPath, _jsonPath] };
    }

    public async ValueTask DisposeAsync()
    {
        await _json.DisposeAsync();
        await _stream.DisposeAsync();
        await _csv.DisposeAsync();
    }

    private static string Word(RemarkKind kind) => kind switch
    {
        RemarkKind.Refused => "refused",
        RemarkKind.Noted => "noted",
        _ => "mended",
    };
}
