using CrmLive.Access;
using CrmLive.Shell;
using Quartz;

namespace CrmLive.Operations;

/// <summary>Sends a command for one tenant after the other, as the software, until there is nothing left to do. What one tenant cannot do keeps no other waiting.</summary>
[DisallowConcurrentExecution]
public sealed class TenantJob<TCommand>(TenantDirectory tenants, Dispatcher door, Outages outages, ILogger<TenantJob<TCommand>> log) : IJob
    where TCommand : ICommand<int>, new()
{
    public const string Most = "most";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken ct = default)
    {
        var most = context.MergedJobDataMap.GetInt(Most);
        foreach (var tenant in await tenants.All(ct))
        {
            await Work(tenant.Id, most, ct);
        }
    }

    private async Task Work(long tenant, int most, CancellationToken ct)
    {
        try
        {
            while (await door.Send(Caller.Software(tenant, "Schedule"), new TCommand(), ct) >= most)
            {
                // There may be more.
            }
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            if (!outages.Heard(failure))
            {
                log.LogWarning(failure, "{Command} failed for tenant {Tenant}; it is tried again at its next time", typeof(TCommand).Name, tenant);
            }
        }
    }
}
