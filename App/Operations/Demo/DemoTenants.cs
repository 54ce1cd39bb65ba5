using CrmLive.Access;

namespace CrmLive.Operations.Demo;

/// <summary>Loads the demo tenants into an empty database.</summary>
public sealed class DemoTenants(TenantDirectory tenants, CastLoader loader)
{
    public async Task Load(CancellationToken ct)
    {
        if ((await tenants.All(ct)).Count > 0)
        {
            return;
        }

        await loader.Load(Cast.Acme(), ct);
    }
}
