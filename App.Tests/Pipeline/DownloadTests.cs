using System.Security.Claims;
using System.Text;
using CrmLive.Access;
using CrmLive.Customers;
using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Pipeline;

public sealed class DownloadTests(World world) : IClassFixture<World>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Holds_what_the_list_holds_in_its_order()
    {
        var list = await world.As(world.Mia, DealAddress.Of("?outcome=open&sort=amount").Request() with { Take = 200 });

        var lines = await Get(world.Mia, "/deals/export.{format}", "csv", "?outcome=open&sort=amount");

        lines.Skip(1).Select(line => line.Split(',')[0]).ShouldBe(list.Rows.Select(row => row.Key.ToString()));
        lines[0].ShouldBe("\uFEFFid,name,account,stage,outcome,amount,currency,owner,expected_close,in_stage_since,created_at,changed_at,risk");
    }

    [Fact]
    public async Task Leaves_out_what_the_person_may_not_see()
    {
        var deals = await Get(world.Sam, "/deals/export.{format}", "csv", "");
        var own = await Get(world.Ada, "/deals/export.{format}", "csv", "");

        deals[0].ShouldNotContain("amount");
        deals.ShouldAllBe(line => !line.Contains("48000"));
        deals.ShouldAllBe(line => !line.Contains("Amount fell"));
        own.ShouldAllBe(line => !line.Contains("Delta patient desk"));
    }

    [Theory]
    [InlineData("/accounts/export.{format}", "?q=fjord", "Fjord Energy", nameof(ExportAccounts))]
    [InlineData("/contacts/export.{format}", "?q=eirik", "Eirik Lund", nameof(ExportContacts))]
    [InlineData("/products/export.{format}", "?q=fleet", "Field Fleet", nameof(ExportProducts))]
    public async Task Every_list_can_be_taken_and_the_audit_says_so(string route, string query, string name, string note)
    {
        var lines = await Get(world.Admin, route, "csv", query);

        lines.ShouldContain(line => line.Contains(name));
        lines.ShouldAllBe(line => !line.Contains("Secret"));
        await using var db = world.Look();
        (await db.AuditEntries.SingleAsync(entry => entry.Action == note, Ct)).Reason!.ShouldContain(query);
    }

    [Fact]
    public async Task Another_format_is_refused_before_anything_is_noted() =>
        await Should.ThrowAsync<InvalidInput>(() => Get(world.Mia, "/deals/export.{format}", "pdf", ""));

    private async Task<List<string>> Get(Person person, string route, string format, string query)
    {
        var session = await world.AsSoftware(person.TenantId, new StartSession(person.Id, SignInMethod.Evaluation, "test"));
        await using var scope = world.Services.CreateAsyncScope();
        var body = new MemoryStream();
        var http = new DefaultHttpContext
        {
            RequestServices = scope.ServiceProvider,
            User = new ClaimsPrincipal(SignedIn.Identity(person.TenantId, person.Id, session.SessionId, person.Name, "test")),
        };
        http.Request.Method = "GET";
        http.Request.Path = route.Replace("{format}", format, StringComparison.Ordinal);
        http.Request.QueryString = new QueryString(query);
        http.Request.RouteValues["format"] = format;
        http.Response.Body = body;
        await Route(route).RequestDelegate!(http);
        return [.. Encoding.UTF8.GetString(body.ToArray()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)];
    }

    private RouteEndpoint Route(string template) => ((IEndpointRouteBuilder)world.App).DataSources
        .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Single(route => route.RoutePattern.RawText == template);
}
