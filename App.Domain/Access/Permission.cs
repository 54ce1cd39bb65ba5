namespace CrmLive.Access;

/// <summary>An action on an entity, written <c>opportunity.update</c>.</summary>
public readonly record struct Permission(string Entity, string Action)
{
    public const string Read = "read";
    public const string Create = "create";
    public const string Update = "update";
    public const string Delete = "delete";

    /// <summary>What it lets a person do, as one says it: "change deals".</summary>
    public string Words => (Entity, Action) switch
    {
        ("pipeline", "approve") => "decide about exceptions",
        ("access", _) => "look up who may do what",
        _ => $"{Verb} {Noun}",
    };

    private string Verb => Action switch
    {
        Read => "see",
        Create => "add",
        Update => "change",
        _ => Action,
    };

    private string Noun => Entity switch
    {
        "opportunity" => "deals",
        "user" => "people",
        "api_key" => "API keys",
        "audit" => "the audit",
        "operations" => "how the program is doing",
        _ => $"{Entity}s",
    };

    public static Permission Parse(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && dot < text.Length - 1
            ? new Permission(text[..dot], text[(dot + 1)..])
            : throw new ArgumentException($"'{text}' is not of the form entity.action.", nameof(text));
    }

    public override string ToString() => $"{Entity}.{Action}";
}
