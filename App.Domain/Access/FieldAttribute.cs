namespace CrmLive.Access;

/// <summary>The property shows (in an answer) or sets (in a command) a field that roles can be kept from, as <c>entity.field</c>.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class FieldAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
