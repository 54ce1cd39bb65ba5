using System.Text;

namespace CrmLive.Imports;

/// <summary>Tells what stands between the cells: the candidate that the first line has most of, outside of quotation marks.</summary>
internal static class Delimiter
{
    private static readonly char[] Candidates = [',', ';', '\t', '|'];

    public static char Of(string path)
    {
        // The candidates are the same bytes in every encoding but UTF-16, which begins with a mark.
        using var reader = new StreamReader(path, Encoding.Latin1, detectEncodingFromByteOrderMarks: true);
        var counts = new int[Candidates.Length];
        var isQuoted = false;
        for (var read = reader.Read(); read >= 0 && (isQuoted || read is not ('\n' or '\r')); read = reader.Read())
        {
            isQuoted ^= read == '"';
            var found = isQuoted ? -1 : Array.IndexOf(Candidates, (char)read);
            if (found >= 0)
            {
                counts[found]++;
            }
        }

        return Candidates[Array.IndexOf(counts, counts.Max())];
    }
}
