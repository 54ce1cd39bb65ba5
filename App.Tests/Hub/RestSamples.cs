namespace CrmLive.Hub;

/// <summary>A request of each route that succeeds; a route that is new and not told about here fails.</summary>
internal static class RestSamples
{
    private static int _made;

    /// <returns>The id of a record that everything can be done with.</returns>
    public static async Task<string> Create(RestWorld rest, string plural)
    {
        // A pipeline has a name of its own.
        var body = Body(rest, "POST", plural)!;
        var own = plural == "pipelines" ? body.Replace("\"Described\"", $"\"Described {Interlocked.Increment(ref _made)}\"", StringComparison.Ordinal) : body;
        var made = await rest.Send(rest.World.Admin, "POST", plural, own);
        made.Status.ShouldBe(201, made.Body.ToString());
        return made.Id;
    }

    /// <summary>Where a route answers for the record; what belongs to a record is made with a record of its own.</summary>
    public static async Task<string> At(RestWorld rest, string method, string path, string id)
    {
        var part = path.Split('/').Skip(2).FirstOrDefault(step => step[0] == '{');
        if (part is null && (method != "DELETE" || path.EndsWith("{id}", StringComparison.Ordinal)))
        {
            return path.Replace("{id}", id, StringComparison.Ordinal);
        }

        var own = await Create(rest, path.Split('/')[0]);
        var made = part switch
        {
            "{line}" => (await Add(rest, $"opportunities/{own}/lines", "POST opportunities/{id}/lines")).GetProperty("line_id").ToString(),
            "{contact}" => $"ct_{rest.World.Contact("siri@fjord.example")}",
            "{exception}" => (await Add(rest, $"opportunities/{own}/exceptions", "POST opportunities/{id}/exceptions")).GetProperty("exception_id").GetString(),
            "{stage}" => (await rest.Send(rest.World.Admin, "GET", $"pipelines/{own}")).Data.GetProperty("stages")[0].GetProperty("id").GetString(),
            _ => null,
        };
        if (part == "{contact}")
        {
            await Add(rest, $"opportunities/{own}/contacts", "POST opportunities/{id}/contacts");
        }

        return path.Replace("{id}", own, StringComparison.Ordinal).Replace(part ?? "{}", made, StringComparison.Ordinal);
    }

    public static string? Body(RestWorld rest, string method, string path) => $"{method} {path}" switch
    {
        "POST accounts" => """{"name":"Described GmbH","employees":12,"annual_revenue":1000.5,"revenue_currency":"EUR"}""",
        "PUT accounts/{id}" => """{"name":"Described AG","country":"Germany"}""",
        "PATCH accounts/{id}" => """{"website":"https://described.example"}""",
        "POST contacts" => """{"first_name":"Grace","last_name":"Described","email":"grace@described.example"}""",
        "PUT contacts/{id}" => """{"last_name":"Described"}""",
        "PATCH contacts/{id}" => """{"first_name":null}""",
        "POST leads" => """{"name":"Described","company":"Described GmbH","status":"working","expected_value":1000.5,"currency":"EUR"}""",
        "PUT leads/{id}" => """{"name":"Described again","source":"event"}""",
        "PATCH leads/{id}" => """{"status":"nurturing"}""",
        "POST products" => """{"name":"Described","list_price":10.25,"currency":"EUR"}""",
        "PUT products/{id}" => """{"name":"Described again","list_price":11,"currency":"EUR"}""",
        "PATCH products/{id}" => """{"list_price":12}""",
        "POST pipelines" => """{"name":"Described","currency":"EUR","stages":[{"name":"First","probability":0.5},{"name":"Won","outcome":"won","probability":1}]}""",
        "PATCH pipelines/{id}" => """{"name":"Described again"}""",
        "POST opportunities" => $$"""{"name":"Described","amount":1000,"stage_id":"stg_{{rest.World.Qualified}}","account_id":"acc_{{rest.World.AcmeGmbH}}"}""",
        "PUT opportunities/{id}" => """{"name":"Described again","amount":1200.75,"expected_close":"2031-01-31"}""",
        "PATCH opportunities/{id}" => """{"next_step":"Call"}""",
        "POST opportunities/{id}/contacts" => $$"""{"contact_id":"ct_{{rest.World.Contact("siri@fjord.example")}}","role":"champion"}""",
        "POST opportunities/{id}/lines" => $$"""{"product_id":"prd_{{rest.World.Product("Desk Team")}}","quantity":2,"unit_price":6000,"discount":0.05}""",
        "PATCH opportunities/{id}/contacts/{contact}" => """{"role":"decision_maker"}""",
        "PATCH opportunities/{id}/lines/{line}" => """{"quantity":3}""",
        "POST opportunities/{id}/exceptions" => Exception(rest),
        "POST opportunities/{id}/exceptions/{exception}/approve" or "POST opportunities/{id}/exceptions/{exception}/decline" => """{"note":"This once"}""",
        "POST pipelines/order" => $$"""{"pipeline_ids":["pl_{{rest.World.Renewals}}","pl_{{rest.World.SalesPipeline}}"]}""",
        "POST opportunities/{id}/probability" => """{"probability":0.4,"reason":"They asked twice"}""",
        "POST opportunities/{id}/move" => $$"""{"stage_id":"stg_{{rest.World.Proposal}}"}""",
        "POST accounts/{id}/assign" or "POST contacts/{id}/assign" or "POST leads/{id}/assign" or "POST opportunities/{id}/assign" => $$"""{"owner_id":"usr_{{rest.World.Ada.Id}}"}""",
        _ when method is "GET" or "DELETE" || path.EndsWith("/restore", StringComparison.Ordinal) || path.EndsWith("/withdraw", StringComparison.Ordinal) => null,
        _ => throw new InvalidOperationException($"Say what {method} {path} is sent, so that its answer is held against its description."),
    };

    private static string Exception(RestWorld rest) => $$"""{"stage_id":"stg_{{rest.World.Negotiation}}","reason":"They sign today"}""";

    private static async Task<System.Text.Json.JsonElement> Add(RestWorld rest, string at, string route)
    {
        var (method, path) = (route.Split(' ')[0], route.Split(' ')[1]);
        var made = await rest.Send(rest.World.Admin, method, at, Body(rest, method, path));
        made.Status.ShouldBe(200, made.Body.ToString());
        return made.Data;
    }
}
