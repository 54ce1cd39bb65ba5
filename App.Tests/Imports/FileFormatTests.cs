using System.Text;

namespace CrmLive.Imports;

/// <summary>How a file is written, by its bytes.</summary>
public sealed class FileFormatTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("utf-8", true, "utf-8")]
    [InlineData("utf-8", false, "utf-8")]
    [InlineData("utf-16", true, "utf-16")]
    [InlineData("utf-16", false, "utf-16")]
    [InlineData("utf-16BE", true, "utf-16BE")]
    [InlineData("utf-16BE", false, "utf-16BE")]
    [InlineData("iso-8859-1", false, "windows-1252")]
    public async Task The_encoding_is_decided_by_mark_or_by_all_bytes(string encoding, bool isMarked, string expected)
    {
        var rows = string.Concat(Enumerable.Range(1, 5000).Select(i => $"{i};Größe Ä{i}\n"));
        var coded = Encoding.GetEncoding(encoding);
        await Write([.. isMarked ? coded.GetPreamble() : [], .. coded.GetBytes("No;Name\n" + rows)]);

        var read = await Rows();

        read.Format.Encoding.Name.ShouldBe(expected);
        read.Rows.Count.ShouldBe(5000);
        read.Rows[4999]["Name"].ShouldBe("Größe Ä5000");
        read.Rows.ShouldAllBe(row => !row.HasBrokenBytes);
    }

    [Fact]
    public async Task The_euro_of_Windows_is_read_though_the_map_calls_it_Latin_1()
    {
        await Write([.. "No;Name\n1;"u8, 0x80, .. " 5\n"u8]);

        (await Rows("iso-8859-1")).Rows.Single()["Name"].ShouldBe("€ 5");
    }

    [Fact]
    public async Task A_byte_that_Windows_1252_does_not_have_breaks_its_row_only()
    {
        await Write([.. "No;Name\n1;K"u8, 0xF6, .. "ln\n2;B"u8, 0x81, .. "x\n3;M"u8, 0xFC, .. "nchen\n"u8]);

        (await Rows()).Rows.Select(row => row.HasBrokenBytes).ShouldBe([false, true, false]);
    }

    [Theory]
    [InlineData("No;Name, short\n1;Miller, Sons and Co\n2;Baker\n", ';')]
    [InlineData("a,b;c,d\n1,2;3,4\n1,\"2;x;y\";3,4\n", ',')]
    [InlineData("sep=|\na|b,c,d\n", '|')]
    [InlineData("a\tb\n1\t2\n", '\t')]
    [InlineData("only\none\n", ',')]
    [InlineData(";;;\n,\n\na,b\n1,2\n", ',')]
    [InlineData("\"a;b\",c\n1,2\n", ',')]
    public void What_cuts_most_rows_as_the_heading_is_the_delimiter(string text, char expected) => Delimiter.Of(text).ShouldBe(expected);

    [Fact]
    public async Task Columns_without_a_name_are_nobodys_but_what_stands_behind_the_last_name_is_a_fault()
    {
        await Write([.. ",Name,,\n0,Fits,,\n1,Cut, here,\n2\n"u8]);

        var rows = (await Rows()).Rows;

        rows.Select(row => row.IsTooLong).ShouldBe([false, true, false]);
        rows[0].Heading.Columns.Keys.ShouldBe(["Name"]);
        rows[2]["Name"].ShouldBeNull();
    }

    public void Dispose() => File.Delete(_path);

    private Task Write(byte[] bytes) => File.WriteAllBytesAsync(_path, bytes, Ct);

    private async Task<(FileFormat Format, List<SourceRow> Rows)> Rows(string? encoding = null)
    {
        var file = new DelimitedFile(_path, new ImportLimits(), encoding);
        return (await file.Format(Ct), await file.Rows(Ct).ToListAsync(Ct));
    }
}
