namespace CrmLive;

/// <summary>Properties of one name mean something only together, as an amount and its currency do: whoever changes one has changed the whole.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TogetherAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
