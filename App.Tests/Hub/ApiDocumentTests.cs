using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Hub;

/// <summary>The description of the API is made once, and sent as small as the client takes it.</summary>
public sealed class ApiDocumentTests(RestWorld rest) : IClassFixture<RestWorld>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_made_once_however_many_ask()
    {
        var document = rest.World.Services.GetRequiredService<ApiDocument>();

        var asked = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => document.Get(Ct), Ct)));

        asked.Distinct().Count().ShouldBe(1);
        (await document.Get(Ct)).ShouldBeSameAs(asked[0]);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip, deflate, br", "br")]
    [InlineData("br;q=0, gzip;q=0.5", "gzip")]
    [InlineData("deflate", "")]
    public async Task It_comes_in_the_encoding_that_the_client_takes(string accepted, string encoding)
    {
        using var answer = await Ask(accepted);

        string.Join("", answer.Content.Headers.ContentEncoding).ShouldBe(encoding);
        answer.Headers.Vary.ShouldContain("Accept-Encoding");
        var sent = await answer.Content.ReadAsByteArrayAsync(Ct);
        (sent.Length < 100_000).ShouldBe(encoding.Length > 0);
        (await Text(sent, encoding)).ShouldStartWith("{");
    }

    [Theory]
    [InlineData("")]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Who_has_it_is_not_sent_it_again(string accepted)
    {
        using var first = await Ask(accepted);
        using var second = await Ask(accepted, first.Headers.ETag);
        using var other = await Ask(accepted, new EntityTagHeaderValue("\"other\""));

        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        second.Headers.ETag.ShouldBe(first.Headers.ETag);
        (await second.Content.ReadAsByteArrayAsync(Ct)).ShouldBeEmpty();
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<string> Text(byte[] sent, string encoding)
    {
        using var body = new MemoryStream(sent);
        await using Stream plain = encoding switch
        {
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            _ => body,
        };
        using var reader = new StreamReader(plain);
        return await Support.TestPatience.Soon(reader.ReadToEndAsync(Ct), "the document");
    }

    private async Task<HttpResponseMessage> Ask(string accepted, EntityTagHeaderValue? seen = null)
    {
        using var client = rest.World.App.GetTestClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi/v1.json");
        if (accepted.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted).ShouldBeTrue();
        }

        if (seen is not null)
        {
            request.Headers.IfNoneMatch.Add(seen);
        }

        return await client.SendAsync(request, Ct);
    }
}
