using System.Text.RegularExpressions;
using CrmLive.Support;

namespace CrmLive.Formats;

/// <summary>Numbers enter and leave pages through one reader and one writer, so that what a field shows is what is saved.</summary>
public sealed partial class OneReaderTests
{
    // What is of the page and not of a person: places on the screen, addresses, marks for scripts, and the past as its own field takes it.
    private static readonly string[] Machine = ["BarChart.razor", "FunnelPicture.razor", "CardEditor.razor", "BoardFilters.razor"];

    // Files, addresses, JSON, what goes to programs only, and the formats themselves.
    private static readonly string[] SameForAll =
    [
        "DealAddress.cs", "AuditRows.cs", "RestGate.cs", "FieldWords.cs", "AsOfBar.razor.cs", "CsvSheet.cs", "SheetDownload.cs", "WrittenValues.cs", "ValueText.cs",
        "Currencies.cs", "Money.cs", "NumberForm.cs", "DateForm.cs", "PersonalFormat.cs",
    ];

    public static TheoryData<string> Pages =>
        [.. Directory.EnumerateFiles(Repository.PathOf("App"), "*.razor", SearchOption.AllDirectories).Where(file => !file.Contains("/obj/", StringComparison.Ordinal)).Select(file => Path.GetRelativePath(Repository.PathOf("App"), file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task No_page_has_an_input_that_drops_what_it_cannot_read(string page)
    {
        var source = await Source(page);

        NumberInput().Count(source).ShouldBe(0, "type=number drops what is half typed or foreign: use NumberField");
        BoundNumber().Count(source).ShouldBe(0, "a number is bound by NumberField");
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task No_page_reads_or_writes_numbers_by_itself(string page)
    {
        var source = await Source(page);

        Parsing().Count(source).ShouldBe(0, "numbers are read by Format.Read or NumberField");
        (Machine.Contains(Path.GetFileName(page)) ? 0 : Writing().Count(source)).ShouldBe(0, "numbers are written by the format of the person");
    }

    [Fact]
    public void No_sentence_writes_numbers_or_days_by_itself()
    {
        var writing = from folder in (string[])["App", "App.Domain"]
                      from file in Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories)
                      where !file.Contains("/obj/", StringComparison.Ordinal) && !SameForAll.Contains(Path.GetFileName(file)) && Sentence().IsMatch(File.ReadAllText(file))
                      select Path.GetFileName(file);

        writing.ShouldBeEmpty("what people read is written by db.Work.Format or Me.Format");
    }

    private static Task<string> Source(string page) => File.ReadAllTextAsync(Repository.PathOf("App", page), TestContext.Current.CancellationToken);

    [GeneratedRegex("""type=["']?number""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NumberInput();

    [GeneratedRegex("""InputNumber|inputmode=["'](decimal|numeric)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BoundNumber();

    [GeneratedRegex(@"(:|ToString\("")([#,]*#,##0|0\.[#0]|N\d)|d MMM", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sentence();

    [GeneratedRegex(@"(decimal|int|double|float)\.(Try)?Parse\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parsing();

    [GeneratedRegex(@"ToString\(""(N\d|[#,]*0(\.[#0]+)?|#,##0[^""]*)""|:N\d\}|d MMM yyyy", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Writing();
}
