using System.Globalization;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using CellText = DocumentFormat.OpenXml.Spreadsheet.Text;

namespace CrmLive.Shell.Downloads;

/// <summary>
/// A workbook with one sheet. Rows go straight to a file, so that memory stays flat; text is text whatever it starts with, and days and numbers are what
/// they are, so that a spreadsheet can sort and add them up.
/// </summary>
internal sealed class XlsxSheet : SheetWriter
{
    private readonly Stream _to;
    private readonly FileStream _file;
    private readonly SpreadsheetDocument _document;
    private readonly OpenXmlWriter _xml;

    public XlsxSheet(Stream to)
    {
        _to = to;

        // The format cannot be written to what cannot be sought in.
        _file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 65_536, FileOptions.DeleteOnClose);
        _document = SpreadsheetDocument.Create(_file, SpreadsheetDocumentType.Workbook);
        var book = _document.AddWorkbookPart();
        book.AddNewPart<WorkbookStylesPart>().Stylesheet = XlsxStyles.Sheet();
        var sheet = book.AddNewPart<WorksheetPart>();
        book.Workbook = new Workbook(new Sheets(new Sheet { Name = "Export", SheetId = 1, Id = book.GetIdOfPart(sheet) }));
        _xml = OpenXmlWriter.Create(sheet);
    }

    public override string ContentType => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public override Task Head(IReadOnlyList<string> heads, CancellationToken ct)
    {
        _xml.WriteStartElement(new Worksheet());
        _xml.WriteElement(new SheetViews(new SheetView(
            new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen })
        { WorkbookViewId = 0 }));
        _xml.WriteElement(new Columns(new Column { Min = 1, Max = (uint)heads.Count, Width = 20, CustomWidth = true }));
        _xml.WriteStartElement(new SheetData());
        return Write(heads.Select(head => Text(head, XlsxStyles.Head)));
    }

    public override Task Row(IReadOnlyList<object?> cells, CancellationToken ct) => Write(cells.Select(Of));

    public override async Task End(CancellationToken ct)
    {
        _xml.WriteEndElement();
        _xml.WriteEndElement();
        _xml.Close();
        _document.Dispose();
        _file.Position = 0;
        await _file.CopyToAsync(_to, ct);
    }

    public override async ValueTask DisposeAsync()
    {
        _xml.Dispose();
        _document.Dispose();
        await _file.DisposeAsync();
    }

    private static Cell Of(object? cell) => cell switch
    {
        null => new Cell(),
        string text => Text(text, XlsxStyles.Plain),
        bool flag => Text(flag ? "yes" : "no", XlsxStyles.Plain),
        DateOnly day => Number(day.ToDateTime(TimeOnly.MinValue).ToOADate(), XlsxStyles.Day),
        DateTimeOffset at => Number(at.UtcDateTime.ToOADate(), XlsxStyles.Instant),
        decimal number => Number(number, XlsxStyles.Amount),
        IFormattable number => Number(number, XlsxStyles.Plain),
        _ => Text(cell.ToString() ?? "", XlsxStyles.Plain),
    };

    private static Cell Number(IFormattable number, uint style) =>
        new(new CellValue(number.ToString(null, CultureInfo.InvariantCulture))) { DataType = CellValues.Number, StyleIndex = style };

    private static Cell Text(string text, uint style) =>
        new(new InlineString(new CellText(Legal(text)) { Space = SpaceProcessingModeValues.Preserve })) { DataType = CellValues.InlineString, StyleIndex = style };

    // What XML has no way to write is shown as unreadable.
    private static string Legal(string text)
    {
        if (text.All(XmlConvert.IsXmlChar))
        {
            return text;
        }

        var legal = text.ToCharArray();
        for (var i = 0; i < legal.Length; i++)
        {
            if (i + 1 < legal.Length && XmlConvert.IsXmlSurrogatePair(legal[i + 1], legal[i]))
            {
                i++;
            }
            else if (!XmlConvert.IsXmlChar(legal[i]))
            {
                legal[i] = '\uFFFD';
            }
        }

        return new string(legal);
    }

    private Task Write(IEnumerable<Cell> cells)
    {
        _xml.WriteElement(new Row(cells));
        return Task.CompletedTask;
    }
}
