namespace CrmLive.Data;

/// <summary>Names this process among those that share the database, so that it does not tell its browsers the same news twice.</summary>
/// <param name="Value">At most 40 characters.</param>
public sealed record NodeName(string Value)
{
    public static NodeName OfThisProcess()
    {
        var name = $"{Environment.ProcessId}@{Environment.MachineName}".ToLowerInvariant();
        return new NodeName(name.Length <= 40 ? name : name[..40]);
    }
}
