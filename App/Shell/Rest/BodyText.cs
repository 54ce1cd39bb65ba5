using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CrmLive.Shell;

/// <summary>Reads a body of bounded size as one JSON object.</summary>
internal static class BodyText
{
    /// <summary>Of the resources; imports come by other ways.</summary>
    public const int Longest = 1024 * 1024;

    private const int Piece = 4 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = RestJson.Depth, AllowDuplicateProperties = false };

    /// <exception cref="Refused">It is too large, no JSON, or no object.</exception>
    public static async Task<JsonObject> Read(HttpContext http)
    {
        if (!http.Request.HasJsonContentType())
        {
            throw new Refused(415, "UNSUPPORTED_MEDIA_TYPE", "Send the body as application/json.");
        }

        var text = await Bytes(http);
        http.Features.Set(new BodyHash(SHA256.HashData(text.Span)));
        try
        {
            if (text.IsEmpty)
            {
                throw new Refused(400, "BROKEN_JSON", "The body is empty. Send one JSON object.");
            }

            var json = BodyLetters.Decode(text, http.Request.ContentType);
            BodyLetters.Check(json.Span);
            return JsonNode.Parse(json.Span, documentOptions: Strict) as JsonObject
                ?? throw new Refused(400, "BROKEN_JSON", "The body has to be one JSON object.");
        }
        catch (JsonException broken)
        {
            throw new Refused(400, "BROKEN_JSON", broken.LineNumber is { } line
                ? $"The body is not JSON: look at line {line + 1}, position {broken.BytePositionInLine + 1}."
                : "A name stands twice in one object of the body. Keep one of them.");
        }
    }

    private static async Task<ReadOnlyMemory<byte>> Bytes(HttpContext http)
    {
        if (http.Request.ContentLength > Longest)
        {
            throw TooLarge();
        }

        var whole = new ArrayBufferWriter<byte>((int)Math.Min(http.Request.ContentLength ?? Piece, Piece) + 1);
        while (await http.Request.Body.ReadAsync(whole.GetMemory(), http.RequestAborted) is > 0 and var count)
        {
            whole.Advance(count);
            if (whole.WrittenCount > Longest)
            {
                throw TooLarge();
            }
        }

        return whole.WrittenMemory;
    }

    private static Refused TooLarge() => new(413, "BODY_TOO_LARGE", $"The body has more than {Longest / 1024 / 1024} MB. Send less at once.");
}

/// <summary>SHA-256 of the body that was read.</summary>
internal sealed record BodyHash(byte[] Value);
