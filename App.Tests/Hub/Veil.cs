using CrmLive.Access;

namespace CrmLive.Hub;

/// <summary>Sam may do everything and sees no field that can be hidden; a record of each kind holds canaries in all of them.</summary>
internal static class Veil
{
    /// <summary>None of these may reach Sam, in whatever spelling.</summary>
    public static readonly string[] Secrets = ["CANARY", "canary", "876543", "876,543", "0.4242", "42.42", "Above EUR"];

    // What each kind of record gets that somebody must not see.
    private static readonly Dictionary<string, string> Filled = new()
    {
        ["accounts"] = """{"name":"Veiled GmbH","annual_revenue":876543.21,"revenue_currency":"EUR","employees":876543,"phone":"CANARY 1"}""",
        ["contacts"] = """{"last_name":"Veiled","email":"canary@hidden.example","phone":"CANARY 2"}""",
        ["leads"] = """{"name":"Veiled","email":"canary@hidden.example","phone":"CANARY 3","expected_value":876543.21,"currency":"EUR"}""",
        ["products"] = """{"name":"Veiled","list_price":876543.21,"currency":"EUR"}""",
        ["opportunities"] = """{"name":"Veiled","amount":876543.21,"next_step":"CANARY 3","stage_id":"{stage}","account_id":"{accounts}","contact_id":"{contacts}","product_id":"{products}"}""",
    };

    /// <returns>The ids of what was made, by its plural name.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> Draw(RestWorld rest)
    {
        var world = rest.World;
        var ids = new Dictionary<string, string>();
        var agent = (await world.AsSoftware(world.Acme, new ListRoles())).Single(role => role.Key == "agent");
        await world.As(world.Admin, new EditRole(agent.Id, Catalogue.Permissions.ToDictionary(permission => permission.ToString(), _ => Reach.All), Catalogue.HideableFields));
        ids["stage"] = $"stg_{world.Qualified}";
        ids["pipelines"] = $"pl_{world.SalesPipeline}";
        foreach (var (plural, body) in Filled)
        {
            ids[plural] = (await Made(rest, "POST", plural, ids.Aggregate(body, (text, id) => text.Replace($"{{{id.Key}}}", id.Value, StringComparison.Ordinal)))).Id;
        }

        var deal = $"opportunities/{ids["opportunities"]}";
        await Made(rest, "POST", deal + "/lines", $$"""{"product_id":"{{ids["products"]}}","quantity":1,"unit_price":876543.21,"discount":0.4242}""");
        await Made(rest, "POST", deal + "/contacts", $$"""{"contact_id":"{{ids["contacts"]}}","role":"champion"}""");
        await Made(rest, "POST", deal + "/move", $$"""{"stage_id":"stg_{{world.Lost}}","reason":"CANARY 4"}""");
        await Made(rest, "POST", deal + "/move", $$"""{"stage_id":"stg_{{world.Proposal}}"}""");
        await Made(rest, "POST", deal + "/probability", """{"probability":0.4242,"reason":"CANARY 5"}""");
        await Made(rest, "POST", deal + "/exceptions", $$"""{"stage_id":"stg_{{world.Negotiation}}","reason":"They have signed"}""");
        var lost = await Made(rest, "POST", "opportunities", $$"""{"name":"Lost and veiled","amount":876543.21,"stage_id":"stg_{{world.Qualified}}"}""");
        await Made(rest, "POST", $"opportunities/{lost.Id}/move", $$"""{"stage_id":"stg_{{world.Lost}}","reason":"CANARY 6"}""");
        return ids;
    }

    private static async Task<RestReply> Made(RestWorld rest, string method, string path, string body)
    {
        var reply = await rest.Send(rest.World.Admin, method, path, body);
        reply.Status.ShouldBeInRange(200, 299, $"{method} {path}: {reply.Body}");
        return reply;
    }
}
