namespace CrmLive.Access;

/// <summary>An action on an entity, written <c>opportunity.update</c>.</summary>
public readonly record struct Permission(string Entity, string Action)
{
    public const string Read = "read";
    public const string Create = "create";
    public const string Update = "update";
    public const string Delete = "delete";

    public static Permission Parse(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && dot < text.Length - 1
            ? new Permission(text[..dot], text[(dot + 1)..])
            : throw new ArgumentException($"'{text}' is not of the form entity.action.", nameof(text));
    }

    public override string ToString() => $"{Entity}.{Action}";
}
