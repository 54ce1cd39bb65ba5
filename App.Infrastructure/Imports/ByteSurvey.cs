using System.Buffers;
using System.Text;

namespace CrmLive.Imports;

/// <summary>What the bytes of a whole file say about its encoding; read as a stream.</summary>
internal sealed class ByteSurvey
{
    private const int Size = 1 << 16;

    private long _length;

    private ByteSurvey()
    {
    }

    /// <summary>Characters beyond ASCII that are whole UTF-8.</summary>
    public long Sequences { get; private set; }

    /// <summary>Places that are not UTF-8.</summary>
    public long Broken { get; private set; }

    private long EvenZeros { get; set; }

    private long OddZeros { get; set; }

    /// <summary>UTF-16 without a mark: every separator and every Latin letter has a zero, always on the same side.</summary>
    public bool IsUtf16(bool bigEndian)
    {
        var (high, low) = bigEndian ? (EvenZeros, OddZeros) : (OddZeros, EvenZeros);
        return high * 20 >= _length && high >= 20 * low;
    }

    public static async Task<ByteSurvey> Of(Stream file, CancellationToken ct)
    {
        var survey = new ByteSurvey();
        var bytes = ArrayPool<byte>.Shared.Rent(Size);
        try
        {
            var kept = 0;
            for (var read = 1; read > 0;)
            {
                read = await file.ReadAsync(bytes.AsMemory(kept, Size - kept), ct);
                survey.CountZeros(bytes.AsSpan(kept, read));
                kept = survey.Look(bytes.AsSpan(0, kept + read), isLast: read == 0);
            }

            return survey;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private void CountZeros(ReadOnlySpan<byte> bytes)
    {
        for (var at = bytes.IndexOf((byte)0); at >= 0 && at < bytes.Length; at++)
        {
            var isZero = bytes[at] == 0;
            EvenZeros += isZero && (_length + at) % 2 == 0 ? 1 : 0;
            OddZeros += isZero && (_length + at) % 2 == 1 ? 1 : 0;
        }

        _length += bytes.Length;
    }

    // Moves a character that is cut at the end of the buffer to its begin, and says how long it is.
    private int Look(Span<byte> bytes, bool isLast)
    {
        var rest = bytes;
        for (var at = Beyond(rest); at >= 0; at = Beyond(rest))
        {
            rest = rest[at..];
            var status = Rune.DecodeFromUtf8(rest, out _, out var length);
            if (status == OperationStatus.NeedMoreData && !isLast)
            {
                rest.CopyTo(bytes);
                return rest.Length;
            }

            (Sequences, Broken) = status == OperationStatus.Done ? (Sequences + 1, Broken) : (Sequences, Broken + 1);
            rest = rest[length..];
        }

        return 0;
    }

    private static int Beyond(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
}
