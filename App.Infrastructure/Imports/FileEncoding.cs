using System.Text;

namespace CrmLive.Imports;

/// <summary>How a text file is encoded, and how that is known: by its mark, by the map, else by all of its bytes.</summary>
/// <param name="Evidence">What speaks for it, as part of a sentence.</param>
/// <param name="IsSure">False where nothing but the lack of something better speaks for it.</param>
public sealed record FileEncoding(Encoding Encoding, string Name, string Evidence, bool IsSure = true)
{
    // A character that no text has: it stands where bytes are no character, so that their row is found.
    private const char Broken = '\uFDD0';

    private static readonly (byte[] Bytes, string Name)[] Marks =
        [([0xEF, 0xBB, 0xBF], "utf-8"), ([0xFF, 0xFE, 0, 0], "utf-32"), ([0xFF, 0xFE], "utf-16"), ([0xFE, 0xFF], "utf-16BE")];

    private bool IsWestern => Name == "windows-1252";

    /// <exception cref="RuleBroken">The map names an encoding that nobody knows.</exception>
    public static async Task<FileEncoding> Of(string path, string? named, CancellationToken ct)
    {
        var given = named is null ? null : Known(named, "the map names it");
        await using var file = File.OpenRead(path);
        var head = new byte[4];
        var length = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
        if (Array.Find(Marks, mark => head.AsSpan(0, length).StartsWith(mark.Bytes)) is { Name: { } marked })
        {
            return Known(marked, "the file begins with its mark");
        }

        file.Position = 0;
        return given ?? Of(await ByteSurvey.Of(file, ct));
    }

    /// <summary>The text holds something that is no character of the encoding.</summary>
    public bool IsBroken(string text) => text.Contains(Broken, StringComparison.Ordinal) || (IsWestern && text.Any(letter => letter is >= '\u0080' and <= '\u009F'));

    private static FileEncoding Of(ByteSurvey bytes)
    {
        if (bytes.IsUtf16(bigEndian: false) || bytes.IsUtf16(bigEndian: true))
        {
            return Known(bytes.IsUtf16(bigEndian: true) ? "utf-16BE" : "utf-16", "every other byte is zero");
        }

        // What is no UTF-8 looks like it once in a while; what is, is broken once in a while. The majority decides, and the rest is refused row by row.
        var beyond = bytes.Sequences + bytes.Broken;
        return bytes.Sequences >= bytes.Broken
            ? Known("utf-8", beyond == 0 ? "it is all ASCII" : $"{bytes.Sequences} of {beyond} characters beyond ASCII are UTF-8")
            : Known("windows-1252", $"{bytes.Broken} of {beyond} characters beyond ASCII are no UTF-8") with { IsSure = false };
    }

    private static FileEncoding Known(string name, string evidence)
    {
        // Windows-1252 is ISO-8859-1 with letters where that has nothing, and programs have called it so for ever.
        var meant = name.ToLowerInvariant() is "iso-8859-1" or "latin1" or "windows-1252" ? "windows-1252" : name;
        var fallback = new DecoderReplacementFallback(Broken.ToString());
        try
        {
            var encoding = CodePagesEncodingProvider.Instance.GetEncoding(meant, EncoderFallback.ReplacementFallback, fallback)
                ?? Encoding.GetEncoding(meant, EncoderFallback.ReplacementFallback, fallback);
            return new FileEncoding(encoding, meant, evidence);
        }
        catch (ArgumentException)
        {
            throw new RuleBroken("map.encoding", $"The map names the encoding '{name}', which is not known. Use utf-8, iso-8859-1 or windows-1252.");
        }
    }
}
