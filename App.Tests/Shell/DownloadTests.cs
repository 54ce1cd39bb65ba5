using System.Net;
using System.Text.Json;
using CrmLive.Shell.Downloads;
using CrmLive.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Shell;

/// <summary>Generated from the routes that answer with a file: each refuses in words, and none is kept or given to another site.</summary>
public sealed class DownloadTests(World world) : IClassFixture<World>, IAsyncLifetime
{
    private IReadOnlyList<RouteEndpoint> Routes =>
        [.. world.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(route => route.Metadata.GetMetadata<DownloadRoute>() is not null)];

    private IEnumerable<string> Files => Routes.Select(route =>
        route.RoutePattern.RawText!.Replace("{format}", "csv", StringComparison.Ordinal).Replace("{pipeline}", $"pl_{world.SalesPipeline}", StringComparison.Ordinal));

    public async ValueTask InitializeAsync() => await world.App.StartAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void Every_address_of_a_file_is_a_download()
    {
        var exports = world.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText!.Contains("export", StringComparison.Ordinal)).ToList();

        exports.Count.ShouldBeGreaterThanOrEqualTo(6);
        exports.ShouldAllBe(route => Routes.Contains(route));
    }

    [Theory]
    [InlineData("/deals/export.csv?sort=amount", 403)]
    [InlineData("/pipeline/pl_99999/export.csv", 404)]
    [InlineData("/pipeline/nonsense/export.csv", 404)]
    [InlineData("/deals/export.pdf", 404)]
    [InlineData("/accounts/export.exe", 404)]
    [InlineData("/audit/export.csv", 403)]
    public async Task What_cannot_be_given_is_refused_in_words(string path, int status) => await Refuses(path, status);

    [Fact]
    public async Task A_search_that_is_too_long_is_refused_by_every_list()
    {
        foreach (var file in Files.Where(file => !file.StartsWith("/audit", StringComparison.Ordinal)))
        {
            await Refuses($"{file}?q={new string('x', 300)}", 400, world.Mia);
        }
    }

    [Fact]
    public async Task No_file_breaks_over_an_odd_address()
    {
        var admin = await SignedInBrowser.Of(world, world.Admin);
        foreach (var file in Files)
        {
            foreach (var query in new[] { "down=abc&bin=2&active=maybe", "q=%00&owner=x&industry=%01", "from=x&until=9999-12-31&who=%00", "mine=abc&sort=9&group=9", "least=1e99&closed=.." })
            {
                using var answer = await admin.Get(world, $"{file}?{query}", "*/*");
                ((int)answer.StatusCode).ShouldBeOneOf([200, 400, 403], $"{file}?{query}");
            }
        }
    }

    [Fact]
    public async Task A_file_is_neither_kept_nor_given_to_another_site()
    {
        var admin = await SignedInBrowser.Of(world, world.Admin);
        foreach (var file in Files)
        {
            using var answer = await admin.Get(world, file, "*/*", ("Sec-Fetch-Site", "same-origin"));
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, file);
            answer.Headers.CacheControl!.NoStore.ShouldBeTrue(file);
            answer.Headers.GetValues("Cross-Origin-Resource-Policy").ShouldBe(["same-origin"], file);
            foreach (var site in new[] { "cross-site", "same-site" })
            {
                using var foreign = await admin.Get(world, file, "*/*", ("Sec-Fetch-Site", site));
                foreign.StatusCode.ShouldBe(HttpStatusCode.Forbidden, file);
            }
        }
    }

    [Fact]
    public async Task Who_is_not_signed_in_gets_no_file()
    {
        foreach (var file in Files)
        {
            using var answer = await new SignedInBrowser(new(), "").Get(world, file, "*/*");
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, file);
            (await Read(answer)).ShouldContain("SIGNED_OUT");
        }
    }

    // To a program as problem JSON, to a person as a page.
    private async Task Refuses(string path, int status, Person? by = null)
    {
        var sam = await SignedInBrowser.Of(world, by ?? world.Sam);
        using var program = await sam.Get(world, path, "*/*");
        ((int)program.StatusCode).ShouldBe(status, path);
        program.Content.Headers.ContentType!.MediaType.ShouldBe(ErrorAnswer.ContentType);
        program.Content.Headers.ContentDisposition.ShouldBeNull();
        var message = JsonDocument.Parse(await Read(program)).RootElement.GetProperty("message").GetString()!;
        message.Length.ShouldBeGreaterThan(20);

        using var person = await sam.Get(world, path, "text/html,*/*;q=0.8");
        ((int)person.StatusCode).ShouldBe(status, path);
        person.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        (await Read(person)).ShouldContain("<h1>");
    }

    private static Task<string> Read(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
