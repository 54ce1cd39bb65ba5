using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using CrmLive.Data;
using CrmLive.Shell;

namespace CrmLive.Hub;

/// <summary>
/// Makes the examples of the API description out of the types on the wire. A field is called the same everywhere, so it looks the same everywhere, and a
/// field that is new has an example at once.
/// </summary>
internal static class ApiExamples
{
    private const string At = "2026-03-31T09:00:00+00:00";

    // What an id is an example of, where the name of the field does not say it.
    private static readonly (string Part, RecordKind Kind)[] Owners =
    [
        ("Stage", RecordKind.Stage), ("Account", RecordKind.Account), ("Contact", RecordKind.Contact), ("Product", RecordKind.Product),
        ("Deal", RecordKind.Deal), ("BoardItem", RecordKind.Deal), ("Pipeline", RecordKind.Pipeline), ("Board", RecordKind.Pipeline),
    ];

    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        ["account"] = "Acme GmbH",
        ["actor"] = "Ada Lovelace",
        ["after"] = "EUR 48,000",
        ["asked_by"] = "Ada Lovelace",
        ["before"] = "EUR 42,000",
        ["breaches"] = "Above EUR 40,000 a deal does not go to Negotiation without an exception.",
        ["by"] = "Mia Tanaka",
        ["channel"] = "rest",
        ["code"] = "DEAL_ACCOUNT_REQUIRED",
        ["contact"] = "Grace Hopper",
        ["country"] = "Germany",
        ["currency"] = "EUR",
        ["decided_by"] = "Mia Tanaka",
        ["department"] = "Purchasing",
        ["email"] = "grace@acme.example",
        ["field"] = "amount",
        ["first_name"] = "Grace",
        ["from"] = "Qualified",
        ["industry"] = "Manufacturing",
        ["job_title"] = "Head of purchasing",
        ["last_name"] = "Hopper",
        ["lost_reason"] = "Price",
        ["name"] = "Acme renewal",
        ["next_cursor"] = "eyJWYWx1ZSI6IkFjbWUiLCJJZCI6MTAwMX0.k3vQ1x8a",
        ["next_step"] = "Send the contract",
        ["message"] = "Ask your manager first",
        ["note"] = "Wins of the last year",
        ["owner"] = "Ada Lovelace",
        ["parent"] = "Acme Holding",
        ["phone"] = "+49 30 901820",
        ["product"] = "Support contract",
        ["reason"] = "The customer signed",
        ["revenue_currency"] = "EUR",
        ["sku"] = "SUP-1",
        ["stage"] = "Proposal",
        ["status"] = "ok",
        ["team"] = "North",
        ["to"] = "Proposal",
        ["trace_id"] = "4bf92f3577b34da6a3ce929d0e0e4736",
        ["verb"] = "updated",
        ["website"] = "https://acme.example",
    };

    private static readonly Dictionary<string, double> Numbers = new(StringComparer.Ordinal)
    {
        ["amount"] = 48_000,
        ["annual_revenue"] = 12_500_000,
        ["employees"] = 240,
        ["founded_year"] = 1994,
        ["list_price"] = 1_250,
        ["probability"] = 0.5,
        ["rate"] = 0.42,
        ["slip_rate"] = 0.12,
        ["total"] = 96_000,
        ["version"] = 3,
        ["weighted"] = 48_000,
        ["win_rate"] = 0.36,
    };

    /// <param name="kind">Of the resource, for an id that does not say whose it is.</param>
    public static JsonNode? Of(Type type, RecordKind kind) => Value(type, "", kind, depth: 0);

    /// <summary>A change of two fields.</summary>
    public static JsonNode Part(Type type, RecordKind kind) =>
        new JsonObject(((JsonObject)Of(type, kind)!).Take(2).Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())));

    /// <summary>A refusal as it would be given with this status.</summary>
    public static JsonNode? Refusal(int status) =>
        System.Text.Json.JsonSerializer.SerializeToNode(ErrorAnswer.Of(Sample(status)) with { TraceId = Texts["trace_id"] }, RestJson.Options);

    private static Refusal Sample(int status) => status switch
    {
        400 => new(400, "VALIDATION_FAILED", "name has to be text.", [new Problem("name", "type", "name has to be text.")]),
        401 => new(401, "UNAUTHENTICATED", "Send an API key that works as 'Authorization: Bearer …'. './crm keys create' makes one.", []),
        403 => new(403, "ACCESS_DENIED", "Your role does not let you change deals. Ask an administrator.", []),
        404 => new(404, "NOT_FOUND", "opp_1001 does not exist, or you may not see it. Check the address, or ask its owner.", []),
        409 => new(409, "IDEMPOTENCY_CONFLICT", "This idempotency key was used for another request. Use a new key for a new request.", []),
        412 => new(412, "STALE_VERSION", "opp_1001 was changed by somebody else in the meantime. Look at the new values and save again.",
            [new Problem("version", "stale", "The version is 4 now.")]),
        413 => new(413, "BODY_TOO_LARGE", "The body has more than 1 MB. Send less at once.", []),
        415 => new(415, "UNSUPPORTED_MEDIA_TYPE", "Send the body as application/json.", []),
        422 => new(422, "FIELD_REQUIRED", "Give it a name.", [new Problem("name", "required", "Give it a name.")]),
        428 => new(428, "VERSION_REQUIRED", "PUT replaces the whole record: send the ETag that you have read in If-Match, or change single fields with PATCH.", []),
        429 => new(429, "TOO_MANY_REQUESTS", "This key has sent too many requests. Come back in 2 s, and look at the RateLimit headers.", []),
        _ => new(status, "INTERNAL_ERROR", "Something went wrong on our side and nothing was changed. Try again; if it stays, tell support the trace id.", []),
    };

    private static JsonNode? Value(Type type, string name, RecordKind kind, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when type == typeof(RecordId) => Id(name, kind),
            _ when type == typeof(string) => Texts.GetValueOrDefault(name, "Text"),
            _ when type == typeof(bool) => false,
            _ when type == typeof(DateOnly) => "2026-03-31",
            _ when type == typeof(DateTimeOffset) => At,
            _ when type == typeof(decimal) || type == typeof(double) => JsonValue.Create((decimal)Numbers.GetValueOrDefault(name, 12)),
            _ when type == typeof(int) || type == typeof(long) => JsonValue.Create((long)Numbers.GetValueOrDefault(name, 12)),
            { IsEnum: true } => EventJson.Snake(Enum.GetNames(type)[0]),
            _ => Shape(RestJson.Options.GetTypeInfo(type), kind, depth),
        };
    }

    private static JsonNode? Shape(JsonTypeInfo info, RecordKind kind, int depth) => info.Kind switch
    {
        JsonTypeInfoKind.Enumerable => new JsonArray(Value(info.ElementType!, "", kind, depth)),
        JsonTypeInfoKind.Object when depth < RestJson.Depth => new JsonObject(info.Properties
            .Where(field => field.Get is not null)
            .Select(field => KeyValuePair.Create(field.Name, Value(field.PropertyType, field.Name, Owner(info.Type, kind), depth + 1)))),
        _ => new JsonObject(),
    };

    private static JsonNode Id(string name, RecordKind kind) => new RecordId(WireId.KindOf(name) ?? kind, 1001).ToString();

    private static RecordKind Owner(Type type, RecordKind kind) =>
        Owners.FirstOrDefault(owner => !type.IsGenericType && type.Name.Contains(owner.Part, StringComparison.Ordinal)).Kind ?? kind;
}
