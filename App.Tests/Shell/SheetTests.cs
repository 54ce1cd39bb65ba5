using System.Text.Json;
using CrmLive.Shell.Downloads;
using CrmLive.Support;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CrmLive.Shell;

public sealed class SheetTests
{
    private static readonly DateTimeOffset Instant = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_workbook_holds_numbers_days_and_text_as_what_they_are()
    {
        var rows = await Read([["=1+1", 1234.5m, 7, new DateOnly(2026, 3, 2), Instant, true, null]]);

        rows[0].ShouldBe(["a", "b", "c", "d", "e", "f", "g"]);
        rows[1].ShouldBe(["=1+1", "1234.5", "7", "46083", "46083.395833333336", "yes", ""]);
    }

    [Fact]
    public async Task A_workbook_holds_no_formula()
    {
        await using var file = await Book([["=cmd|' /C calc'!A0"], ["+1"], ["@SUM(A1)"], ["-2+3"]]);
        using var book = SpreadsheetDocument.Open(file, isEditable: false);

        book.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<CellFormula>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Naughty_strings_come_back_as_they_went()
    {
        var file = Repository.PathOf("..", "shared", "data", "text", "blns.json");
        file = File.Exists(file) ? file : Repository.PathOf("..", "..", "shared", "data", "text", "blns.json");
        Assert.SkipUnless(File.Exists(file), "The naughty strings are not beside the repository.");
        var strings = JsonSerializer.Deserialize<string[]>(await File.ReadAllTextAsync(file, Ct))!;

        var rows = await Read([.. strings.Select(text => new object?[] { text })]);

        rows.Skip(1).Select(row => row[0]).ShouldBe(strings.Select(Legal));
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+49 30", "'+49 30")]
    [InlineData("-x", "'-x")]
    [InlineData("@a", "'@a")]
    [InlineData("\tx", "'\tx")]
    [InlineData("plain, \"quoted\"", "plain, \"\"quoted\"\"")]
    public async Task Csv_has_nothing_that_a_spreadsheet_takes_for_a_formula(string text, string cell)
    {
        using var memory = new MemoryStream();
        await using (var sheet = SheetWriter.Of("csv", memory)!)
        {
            await sheet.Head(["a"], Ct);
            await sheet.Row([text], Ct);
            await sheet.End(Ct);
        }

        memory.ToArray().AsSpan(0, 3).ToArray().ShouldBe([0xEF, 0xBB, 0xBF]);
        System.Text.Encoding.UTF8.GetString(memory.ToArray()).ShouldContain(cell);
    }

    // The two things that XML cannot carry: other control characters, and how a line ended.
    private static string Legal(string text) =>
        new([.. Lines(text).Select(c => c is '\t' or '\n' or >= ' ' and not ('\uFFFE' or '\uFFFF') ? c : '\uFFFD')]);

    private static string Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    private static async Task<List<List<string>>> Read(IReadOnlyList<object?[]> rows)
    {
        await using var file = await Book(rows);
        using var book = SpreadsheetDocument.Open(file, isEditable: false);
        return [.. book.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Row>()
            .Select(row => row.Elements<Cell>().Select(cell => Lines(cell.InlineString?.InnerText ?? cell.CellValue?.Text ?? "")).ToList())];
    }

    private static async Task<MemoryStream> Book(IReadOnlyList<object?[]> rows)
    {
        var memory = new MemoryStream();
        await using var sheet = SheetWriter.Of("xlsx", memory)!;
        await sheet.Head([.. rows[0].Select((_, place) => ((char)('a' + place)).ToString())], Ct);
        foreach (var row in rows)
        {
            await sheet.Row(row, Ct);
        }

        await sheet.End(Ct);
        memory.Position = 0;
        return memory;
    }
}
