using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Access;

/// <summary>Encrypts data-protection keys with AES-256-GCM under the master key.</summary>
public sealed class MasterKeyEncryptor(MasterKey key) : IXmlEncryptor
{
    internal static readonly byte[] Purpose = Encoding.UTF8.GetBytes("CrmLive.DataProtection.v1");

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var nonce = RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize);
        var tag = new byte[AesGcm.TagByteSizes.MaxSize];
        var sealedBytes = new byte[plain.Length];
        using var aes = new AesGcm(key.Named(key.Current)!, tag.Length);
        aes.Encrypt(nonce, plain, sealedBytes, tag, Purpose);
        CryptographicOperations.ZeroMemory(plain);
        return new EncryptedXmlInfo(
            new XElement(
                "sealedKey",
                new XAttribute("masterKey", key.Current),
                new XAttribute("nonce", Convert.ToBase64String(nonce)),
                new XAttribute("tag", Convert.ToBase64String(tag)),
                Convert.ToBase64String(sealedBytes)),
            typeof(MasterKeyDecryptor));
    }
}

/// <summary>Reads what <see cref="MasterKeyEncryptor"/> wrote. Made by the framework from the name of its type in the stored key.</summary>
public sealed class MasterKeyDecryptor(IServiceProvider services) : IXmlDecryptor
{
    private readonly MasterKey _key = services.GetRequiredService<MasterKey>();

    /// <exception cref="CryptographicException">The master key is not known here, or the stored key was tampered with.</exception>
    public XElement Decrypt(XElement encryptedElement)
    {
        var master = _key.Named(Attribute(encryptedElement, "masterKey"))
            ?? throw new CryptographicException("A data-protection key was encrypted under another master key. Give every node the same DataProtection:MasterKey.");
        var sealedBytes = Convert.FromBase64String(encryptedElement.Value);
        var tag = Convert.FromBase64String(Attribute(encryptedElement, "tag"));
        var plain = new byte[sealedBytes.Length];
        using var aes = new AesGcm(master, AesGcm.TagByteSizes.MaxSize);
        aes.Decrypt(Convert.FromBase64String(Attribute(encryptedElement, "nonce")), sealedBytes, tag, plain, MasterKeyEncryptor.Purpose);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }

    private static string Attribute(XElement element, string name) => element.Attribute(name)?.Value ?? "";
}
