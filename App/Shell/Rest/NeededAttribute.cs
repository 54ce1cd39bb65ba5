using System.Text.Json.Serialization.Metadata;

namespace CrmLive.Shell;

/// <summary>A field of a body that has to be there.</summary>
/// <param name="otherwise">What is said where it is not.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NeededAttribute(string otherwise) : Attribute
{
    public string Otherwise { get; } = otherwise;

    internal static NeededAttribute? Of(JsonPropertyInfo field) =>
        field.AttributeProvider?.GetCustomAttributes(typeof(NeededAttribute), inherit: true).OfType<NeededAttribute>().FirstOrDefault();
}
