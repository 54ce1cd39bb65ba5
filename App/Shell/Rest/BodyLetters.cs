using System.Text;
using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace CrmLive.Shell;

/// <summary>Takes care that the bytes of a JSON body are text: decoded as the client says, and refused where they are none, never replaced.</summary>
internal static class BodyLetters
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <returns>The body in UTF-8.</returns>
    /// <exception cref="Refused">Its charset is unknown, or it is not written in it.</exception>
    public static ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> body, string? contentType)
    {
        var charset = MediaTypeHeaderValue.TryParse(contentType, out var type) ? HeaderUtilities.RemoveQuotes(type.Charset).Value : null;
        var encoding = string.IsNullOrEmpty(charset) ? Utf8 : Named(charset);
        try
        {
            var isPlain = encoding.CodePage == Utf8.CodePage && encoding.GetCharCount(body.Span) > 0 && !body.Span.StartsWith(Mark);
            return isPlain ? body : Utf8.GetBytes(encoding.GetString(body.Span).TrimStart('\uFEFF'));
        }
        catch (ArgumentException)
        {
            throw new Refused(400, "BROKEN_TEXT", $"The body is not written in {encoding.WebName}. Send UTF-8, or name its charset in Content-Type.");
        }
    }

    /// <summary>Escapes can write what is no text: halves of characters, and the character zero, which no database keeps.</summary>
    /// <exception cref="InvalidInput">There is one; the problem names the field.</exception>
    /// <exception cref="JsonException">The body is no JSON.</exception>
    public static void Check(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = RestJson.Depth });
        var field = "";
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String)
            {
                var text = Read(ref reader, field);
                field = reader.TokenType == JsonTokenType.PropertyName ? text : field;
            }
        }
    }

    private static string Read(ref Utf8JsonReader reader, string field)
    {
        try
        {
            return reader.GetString() is { } text && !text.Contains('\0', StringComparison.Ordinal) ? text : throw NoText(field);
        }
        catch (InvalidOperationException)
        {
            throw NoText(field);
        }
    }

    private static InvalidInput NoText(string field) =>
        InvalidInput.Of(Fields.Echo(field), "invalid", "The body holds a character that is no text: half of one, or the character zero. Leave it out.");

    private static Encoding Named(string charset)
    {
        try
        {
            var encoding = CodePagesEncodingProvider.Instance.GetEncoding(charset, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? Encoding.GetEncoding(charset, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
            return encoding.CodePage == Utf8.CodePage ? Utf8 : encoding;
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            throw new Refused(415, "UNSUPPORTED_MEDIA_TYPE", "The charset of the body is not known here. Send UTF-8.");
        }
    }
}
