using System.Buffers;
using System.Text;

namespace CrmLive.Imports;

/// <summary>Tells how a text file is encoded: by its mark, else UTF-8 when all of it is, else Windows-1252, which old office programs write.</summary>
internal static class FileEncoding
{
    private const int WesternEurope = 1252;

    /// <exception cref="RuleBroken">The map names an encoding that nobody knows.</exception>
    public static async Task<Encoding> Of(string path, string? named, CancellationToken ct)
    {
        if (named is not null)
        {
            return Named(named);
        }

        return await IsUtf8(path, ct) ? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) : Western();
    }

    private static Encoding Named(string name)
    {
        try
        {
            return string.Equals(name, "windows-1252", StringComparison.OrdinalIgnoreCase) ? Western() : Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            throw new RuleBroken("map.encoding", $"The map names the encoding '{name}', which is not known. Use utf-8, iso-8859-1 or windows-1252.");
        }
    }

    private static Encoding Western() => CodePagesEncodingProvider.Instance.GetEncoding(WesternEurope)!;

    // The whole file, because one accented letter may come late. UTF-16 begins with a mark that the reader itself honours.
    private static async Task<bool> IsUtf8(string path, CancellationToken ct)
    {
        await using var file = File.OpenRead(path);
        var decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
        var bytes = ArrayPool<byte>.Shared.Rent(1 << 16);
        var letters = ArrayPool<char>.Shared.Rent(1 << 17);
        try
        {
            int read;
            do
            {
                read = await file.ReadAsync(bytes, ct);
                decoder.GetChars(bytes.AsSpan(0, read), letters, flush: read == 0);
            }
            while (read > 0);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
            ArrayPool<char>.Shared.Return(letters);
        }
    }
}
