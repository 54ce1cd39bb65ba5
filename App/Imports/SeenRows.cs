using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CrmLive.Imports;

/// <summary>Remembers source ids in sixteen bytes each, so that millions of rows fit into memory.</summary>
internal sealed class SeenRows
{
    private readonly HashSet<UInt128> _seen = [];

    /// <summary>False when the id was there before.</summary>
    public bool Add(string sourceId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(sourceId), hash);
        return _seen.Add(BinaryPrimitives.ReadUInt128LittleEndian(hash));
    }
}
