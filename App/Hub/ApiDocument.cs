using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace CrmLive.Hub;

/// <summary>
/// The API description as it goes over the wire. It is the same as long as the program runs, and to make it costs more than most requests: so it is
/// made for the first who asks and kept, in the encodings that clients take.
/// </summary>
public sealed class ApiDocument([FromKeyedServices(ApiDocument.Name)] IOpenApiDocumentProvider description) : IDisposable
{
    public const string Name = "v1";

    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile Kept? _kept;

    public async Task<IResult> Answer(HttpContext http)
    {
        var kept = await Get(http.RequestAborted);
        var headers = http.Response.Headers;
        headers.CacheControl = "no-cache";
        headers.Vary = HeaderNames.AcceptEncoding;
        var (encoding, bytes) = kept.For(http.Request.Headers.AcceptEncoding);
        headers.ContentEncoding = encoding;
        return Results.Bytes(bytes, "application/json;charset=utf-8", entityTag: kept.Tag(encoding));
    }

    public void Dispose() => _gate.Dispose();

    internal async Task<Kept> Get(CancellationToken ct)
    {
        if (_kept is { } known)
        {
            return known;
        }

        await _gate.WaitAsync(ct);
        try
        {
            return _kept ??= new Kept(await Make(ct));
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<byte[]> Make(CancellationToken ct)
    {
        var document = await description.GetOpenApiDocumentAsync(ct);
        using var text = new MemoryStream();
        await document.SerializeAsJsonAsync(text, OpenApiSpecVersion.OpenApi3_1, ct);
        return text.ToArray();
    }

    /// <summary>The document in every encoding, and what tells its versions apart.</summary>
    internal sealed class Kept
    {
        private readonly string _hash;
        private readonly byte[] _plain;
        private readonly byte[] _gzip;
        private readonly byte[] _brotli;

        public Kept(byte[] plain)
        {
            _hash = Convert.ToHexStringLower(SHA256.HashData(plain))[..16];
            _plain = plain;
            _gzip = Pack(plain, into => new GZipStream(into, CompressionLevel.SmallestSize));
            _brotli = Pack(plain, into => new BrotliStream(into, CompressionLevel.Optimal));
        }

        // One tag for each encoding: a strong tag promises the same bytes.
        public EntityTagHeaderValue Tag(string? encoding) => new($"\"{_hash}{(encoding is null ? "" : "-" + encoding)}\"");

        public (string? Encoding, byte[] Bytes) For(StringValues accepted)
        {
            var wanted = StringWithQualityHeaderValue.TryParseList(accepted, out var list) ? list : [];
            return Takes(wanted, "br") ? ("br", _brotli) : Takes(wanted, "gzip") ? ("gzip", _gzip) : (null, _plain);
        }

        private static bool Takes(IList<StringWithQualityHeaderValue> wanted, string encoding) =>
            wanted.Any(one => one.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && one.Quality is null or > 0);

        private static byte[] Pack(byte[] plain, Func<Stream, Stream> packer)
        {
            using var packed = new MemoryStream();
            using (var into = packer(packed))
            {
                into.Write(plain);
            }

            return packed.ToArray();
        }
    }
}
