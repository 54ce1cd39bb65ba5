using DocumentFormat.OpenXml.Spreadsheet;

namespace CrmLive.Shell.Downloads;

/// <summary>The few looks that a cell of an export can have.</summary>
internal static class XlsxStyles
{
    public const uint Plain = 0;
    public const uint Head = 1;
    public const uint Day = 2;
    public const uint Instant = 3;
    public const uint Amount = 4;

    // Numbers of formats that every spreadsheet program knows: a day, a day with its time, and 1,234.50.
    private const uint DayFormat = 14;
    private const uint InstantFormat = 22;
    private const uint AmountFormat = 4;

    public static Stylesheet Sheet() => new(
        new Fonts(new Font(), new Font(new Bold())),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellFormats(
            new CellFormat(),
            new CellFormat { FontId = 1, ApplyFont = true },
            new CellFormat { NumberFormatId = DayFormat, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = InstantFormat, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = AmountFormat, ApplyNumberFormat = true }));
}
