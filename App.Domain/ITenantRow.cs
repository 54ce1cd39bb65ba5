namespace CrmLive;

/// <summary>A row that belongs to one tenant; the fence stands around every type that says so.</summary>
public interface ITenantRow
{
    long TenantId { get; }
}
