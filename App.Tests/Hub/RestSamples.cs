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

    public static string? Body(RestWorld rest, string method, string path) => $"{method} {path}" switch
    {
        "POST accounts" => """{"name":"Described GmbH","employees":12,"annual_revenue":1000.5,"revenue_currency":"EUR"}""",
        "PUT accounts/{id}" => """{"name":"Described AG","country":"Germany"}""",
        "PATCH accounts/{id}" => """{"website":"https://described.example"}""",
        "POST contacts" => """{"first_name":"Grace","last_name":"Described","email":"grace@described.example"}""",
        "PUT contacts/{id}" => """{"last_name":"Described"}""",
        "PATCH contacts/{id}" => """{"first_name":null}""",
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
        "POST opportunities/{id}/probability" => """{"probability":0.4,"reason":"They asked twice"}""",
        "POST opportunities/{id}/move" => $$"""{"stage_id":"stg_{{rest.World.Proposal}}"}""",
        "POST accounts/{id}/assign" or "POST contacts/{id}/assign" or "POST opportunities/{id}/assign" => $$"""{"owner_id":"usr_{{rest.World.Ada.Id}}"}""",
        _ when method is "GET" or "DELETE" || path.EndsWith("/restore", StringComparison.Ordinal) => null,
        _ => throw new InvalidOperationException($"Say what {method} {path} is sent, so that its answer is held against its description."),
    };
}
