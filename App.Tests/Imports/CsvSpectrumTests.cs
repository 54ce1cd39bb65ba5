using System.Text.Json;

namespace CrmLive.Imports;

/// <summary>Files of max-mapper/csv-spectrum with what a right reader gives; they may be absent.</summary>
public sealed class CsvSpectrumTests
{
    private static readonly string Spectrum = Path.Combine(Path.GetDirectoryName(CrmSales.Path)!, "csv-spectrum");

    public static IEnumerable<TheoryDataRow<string>> Names => (Directory.Exists(Spectrum)
        ? Directory.GetFiles(Path.Combine(Spectrum, "csvs")).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal).AsEnumerable()
        : new[] { "absent" }.AsEnumerable()).Select(name => new TheoryDataRow<string>(name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Is_read_as_it_is_meant(string name)
    {
        Assert.SkipUnless(Directory.Exists(Spectrum), "csv-spectrum is not beside the repository.");
        var expected = Expected(name);
        var file = new DelimitedFile(Path.Combine(Spectrum, "csvs", name + ".csv"), new ImportLimits());

        var rows = await file.Rows(TestContext.Current.CancellationToken)
            .Select(row => row.Heading.Columns.Keys.ToDictionary(column => column, row.Raw))
            .ToListAsync(TestContext.Current.CancellationToken);

        rows.Count.ShouldBe(expected.Count);
        rows.Zip(expected).ShouldAllBe(pair => pair.Second.All(cell => pair.First[cell.Key] == cell.Value));
    }

    // Two slips of the set: its copies lost their carriage returns, and location_coordinates gives one object with another phone number.
    private static List<Dictionary<string, string>> Expected(string name)
    {
        var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Spectrum, "json", name + ".json"))).RootElement;
        var rows = json.ValueKind == JsonValueKind.Array ? json.EnumerateArray().ToList() : [json];
        return [.. rows.Select(row => row.EnumerateObject()
            .Where(cell => cell.Name != "Contact Phone Number")
            .ToDictionary(cell => cell.Name, cell => cell.Value.GetString()!.Replace("\r\n", "\n", StringComparison.Ordinal)))];
    }
}
