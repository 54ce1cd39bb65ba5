using System.Reflection;
using CrmLive.Support;
using Microsoft.AspNetCore.Components;

namespace CrmLive.Shell;

/// <summary>Generated from the pages and their parameters: whatever stands in an address, a page answers, and no circuit ends.</summary>
public sealed class PageParameterTests(World world) : IClassFixture<World>, IAsyncLifetime
{
    private const string Defect = "Something went wrong on our side";

    // As they stand in an address.
    private static readonly string[] Odd =
    [
        "", "abc", "0", "1", "2", "-1", "True", "1.5", "1e400", "9999999999999999999999", "%00", "a%01b", "%FF", "%ED%A0%80", "%F0%9F%98%80",
        "%27%22%3E%3Cscript%3E", "0001-01-01", "9999-12-31", "2026-02-30", "..", "2026-01-01..9999-12-31", "usr_1", "opp_0", "opp_99999999999999999999",
        "%25_%5C%5B", new('x', 300),
    ];

    public static TheoryData<string> Pages => [.. Types.SelectMany(Routes).Order(StringComparer.Ordinal)];

    private static IEnumerable<Type> Types => typeof(CrmServer).Assembly.GetTypes().Where(type => type.IsDefined(typeof(RouteAttribute)));

    public async ValueTask InitializeAsync() => await world.App.StartAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void Every_parameter_of_a_query_is_text_so_that_none_can_be_unreadable()
    {
        var parameters = Types.SelectMany(Queried).ToList();

        parameters.Count.ShouldBeGreaterThan(60);
        parameters.ShouldAllBe(parameter => parameter.PropertyType == typeof(string));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_answers_whatever_stands_in_its_address(string route)
    {
        var names = Names(route);
        var browser = await SignedInBrowser.Of(world, world.Admin);
        for (var i = 0; i < Odd.Length; i++)
        {
            // Each parameter gets each value once, beside others.
            var query = string.Join('&', names.Select((name, j) => $"{name}={Odd[(i + j) % Odd.Length]}"));
            await Check(browser, $"{At(route, odd: null)}?{query}");
            if (route.Contains('{', StringComparison.Ordinal) && Odd[i] is not ("" or "%00"))
            {
                // No server takes a zero in a path.
                await Check(browser, At(route, Odd[i]));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_parameter_by_itself_is_read_or_left_out(string route)
    {
        var browser = await SignedInBrowser.Of(world, world.Admin);
        foreach (var name in Names(route))
        {
            await Check(browser, $"{At(route, odd: null)}?{name}=abc");
            await Check(browser, $"{At(route, odd: null)}?{name}=%00&{name}=2");
        }
    }

    [Fact]
    public async Task What_cannot_be_read_is_left_out_and_what_is_too_long_is_explained()
    {
        var browser = await SignedInBrowser.Of(world, world.Admin);

        (await PageRenderer.Render(world, browser, "/accounts?down=abc&bin=2&q=%00Acme&owner=nobody")).ShouldContain("cards-on-phone");
        (await PageRenderer.Render(world, browser, "/accounts?q=" + new string('x', 300))).ShouldContain("at most 200 characters");
        (await PageRenderer.Render(world, browser, $"/access/why?user=usr_{world.Ada.Id}&record=opportunity")).ShouldContain("Ada Lovelace may");
    }

    private static IEnumerable<string> Routes(Type type) => type.GetCustomAttributes<RouteAttribute>().Select(route => route.Template);

    private static IEnumerable<PropertyInfo> Queried(Type type) => type
        .GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        .Where(property => property.IsDefined(typeof(SupplyParameterFromQueryAttribute)));

    private static List<string> Names(string route) =>
        [.. Types.Where(type => Routes(type).Contains(route)).SelectMany(Queried).Select(property => property.GetCustomAttribute<SupplyParameterFromQueryAttribute>()!.Name ?? property.Name)];

    private string At(string route, string? odd) => string.Join('/', route.Split('/').Select(step => step.StartsWith('{') ? odd ?? Known(route) : step));

    private string Known(string route) => route.Split('/')[1] switch
    {
        "accounts" => new RecordId(RecordKind.Account, world.AcmeGmbH).ToString(),
        "contacts" => new RecordId(RecordKind.Contact, world.Contact("siri@fjord.example")).ToString(),
        "deals" => new RecordId(RecordKind.Deal, world.AcmeRenewal).ToString(),
        "pipeline" or "settings" => new RecordId(RecordKind.Pipeline, world.SalesPipeline).ToString(),
        var other => $"{other}_1",
    };

    private async Task Check(SignedInBrowser browser, string path)
    {
        using var answer = await browser.Get(world, path);
        ((int)answer.StatusCode).ShouldBeLessThan(500, path);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotBeEmpty(path);
        try
        {
            (await PageRenderer.Render(world, browser, path)).ShouldNotContain(Defect);
        }
        catch (Exception failure)
        {
            throw new ShouldAssertException(path, failure);
        }
    }
}
