using System.Text.Json;
using CrmLive.Support;
using Microsoft.AspNetCore.Routing;

namespace CrmLive.Hub;

/// <summary>Generated from the route table: for somebody who may do everything but sees no field that can be hidden, no route tells, finds, sets or wipes one.</summary>
public sealed class RestHiddenFieldTests(RestWorld rest) : IClassFixture<RestWorld>, IAsyncLifetime
{
    private static readonly string[] HiddenNames =
    [
        "annual_revenue", "revenue_currency", "employees", "phone", "email", "list_price", "amount", "next_step", "lost_reason", "reason", "total", "weighted", "unit_price",
        "discount", "sum", "open_amount", "won_amount", "lost_amount", "average_won", "velocity_per_day", "stage_probability",
    ];

    private IReadOnlyDictionary<string, string> _ids = new Dictionary<string, string>();

    private World World => rest.World;

    public async ValueTask InitializeAsync() => _ids = await Veil.Draw(rest);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task No_answer_tells_a_hidden_value()
    {
        foreach (var path in Reads())
        {
            var told = await rest.Send(World.Sam, "GET", path);
            told.Status.ShouldBe(200, $"{path}: {told.Body}");
            Veiled(path, told.Body);

            // It is there for who sees it, so the question was a good one.
            var seen = (await rest.Send(World.Mia, "GET", path)).Body.ToString();
            (Veil.Secrets.Any(secret => seen.Contains(secret, StringComparison.Ordinal)) || path.StartsWith("pipelines", StringComparison.Ordinal)).ShouldBeTrue($"{path} shows no canary to anybody: {seen}");
        }
    }

    [Fact]
    public async Task Nothing_is_found_or_ordered_by_a_hidden_value()
    {
        foreach (var question in (string[])["contacts?search=canary%40hidden", "contacts?search=CANARY", "accounts?search=CANARY", "opportunities?search=CANARY", "products?search=876543"])
        {
            var told = await rest.Send(World.Sam, "GET", question);
            (told.Status != 200 || told.Data.GetArrayLength() == 0).ShouldBeTrue($"{question}: {told.Body}");
        }

        (await rest.Send(World.Sam, "GET", "opportunities?sort=amount")).ShouldRefuse(403, "ACCESS_DENIED");
        (await rest.Send(World.Sam, "GET", "opportunities?sort=-amount")).ShouldRefuse(403, "ACCESS_DENIED");
    }

    [Theory]
    [InlineData("accounts", """{"name":"Veiled AG"}""")]
    [InlineData("contacts", """{"last_name":"Veil"}""")]
    [InlineData("products", """{"name":"Veil","currency":"EUR"}""")]
    [InlineData("opportunities", """{"name":"Veil","account_id":"{accounts}","contact_id":"{contacts}","product_id":"{products}"}""")]
    public async Task A_hidden_value_is_neither_set_nor_wiped_nor_told_by_a_refusal(string plural, string body)
    {
        var path = $"{plural}/{_ids[plural]}";
        var before = await rest.Send(World.Mia, "GET", path);
        var visible = _ids.Aggregate(body, (text, id) => text.Replace($"{{{id.Key}}}", id.Value, StringComparison.Ordinal));

        foreach (var field in Hidden(before.Data))
        {
            foreach (var value in (string[])(field.Value.ValueKind == JsonValueKind.Number ? ["1", "0"] : ["\"x\""]))
            {
                (await rest.Send(World.Sam, "PATCH", path, $$"""{"{{field.Name}}":{{value}}}""")).ShouldRefuse(403, "ACCESS_DENIED");
            }
        }

        (await rest.Send(World.Sam, "PATCH", path, """{"nonsense":1}""")).Status.ShouldBe(400);
        Veiled(path, (await rest.Send(World.Sam, "PUT", path, visible, ("If-Match", "\"77\""))).ShouldRefuse(412).Body);
        (await rest.Send(World.Sam, "PUT", path, visible, ("If-Match", before.ETag!))).Status.ShouldBe(200);

        var after = await rest.Send(World.Mia, "GET", path);
        Hidden(after.Data).Select(field => field.ToString()).ShouldBe(Hidden(before.Data).Select(field => field.ToString()));
        after.ETag.ShouldNotBe(before.ETag);
    }

    // The fields of a record that can be typed and hidden.
    private static List<JsonProperty> Hidden(JsonElement record) => [.. record.EnumerateObject()
        .Where(field => field.Name is "annual_revenue" or "employees" or "phone" or "email" or "list_price" or "amount" or "next_step" && field.Value.ValueKind != JsonValueKind.Null)];

    private static void Veiled(string path, JsonElement answer)
    {
        foreach (var secret in Veil.Secrets)
        {
            answer.ToString().ShouldNotContain(secret, Case.Sensitive, path);
        }

        // Why an exception is asked for is not why a deal was lost.
        foreach (var field in All(answer).Where(field => HiddenNames.Contains(field.Name) && !(field.Name == "reason" && path.EndsWith("/exceptions", StringComparison.Ordinal))))
        {
            field.Value.ValueKind.ShouldBe(JsonValueKind.Null, $"{path}: {field}");
        }
    }

    private static IEnumerable<JsonProperty> All(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(field => All(field.Value).Prepend(field)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(All),
        _ => [],
    };

    private IEnumerable<string> Reads() => rest.Routes
        .Where(route => route.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Contains("GET"))
        .Select(route => route.RoutePattern.RawText!.TrimStart('/')["api/v1/".Length..].TrimEnd('/'))
        .Select(path => path.Contains('{', StringComparison.Ordinal) ? path.Replace("{id}", _ids[path.Split('/')[0]], StringComparison.Ordinal).Replace("{stage}", _ids["stage"], StringComparison.Ordinal) : path + (path == "pipelines" ? "" : "?limit=200"));
}
