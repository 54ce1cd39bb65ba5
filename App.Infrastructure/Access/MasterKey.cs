using System.Security.Cryptography;
using CrmLive.Operations;

namespace CrmLive.Access;

/// <summary>The key that encrypts the data-protection keys. Earlier ones still decrypt, so that it can be replaced without signing anybody out.</summary>
public sealed class MasterKey
{
    private const int Size = 32;

    private readonly IReadOnlyDictionary<string, byte[]> _known;

    /// <param name="current">32 bytes.</param>
    /// <param name="former">Keys used before, 32 bytes each.</param>
    public MasterKey(byte[] current, params IReadOnlyList<byte[]> former)
    {
        Current = Name(Checked(current));
        _known = former.Prepend(current).DistinctBy(Name).ToDictionary(Name, Checked);
    }

    /// <summary>Name of the key that encrypts: the beginning of its hash.</summary>
    public string Current { get; }

    public byte[]? Named(string name) => _known.GetValueOrDefault(name);

    /// <exception cref="StartRefused">The text is not a key.</exception>
    public static byte[] Read(string base64)
    {
        var bytes = new byte[Size];
        return Convert.TryFromBase64String(base64.Trim(), bytes, out var length) && length == Size
            ? bytes
            : throw new StartRefused("A master key is 32 random bytes in base64. Make one with: openssl rand -base64 32");
    }

    /// <summary>The key in a file that only its owner may read; made on the first start.</summary>
    public static byte[] OfFile(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            using var file = new FileStream(path, Private(FileMode.CreateNew));
            using var writer = new StreamWriter(file);
            writer.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Size)));
        }
        catch (IOException) when (File.Exists(path))
        {
            // Made by an earlier start.
        }

        return Read(File.ReadAllText(path));
    }

    private static FileStreamOptions Private(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    private static byte[] Checked(byte[] key) =>
        key.Length == Size ? key : throw new ArgumentException($"A master key has {Size} bytes.", nameof(key));

    private static string Name(byte[] key) => Convert.ToHexStringLower(SHA256.HashData(key))[..16];
}
