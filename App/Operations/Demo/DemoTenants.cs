using CrmLive.Access;
using CrmLive.Shell;

namespace CrmLive.Operations.Demo;

/// <summary>Loads the demo tenants on the first start. A start that was cut off is made good by the next one.</summary>
public sealed class DemoTenants(TenantDirectory tenants, CastLoader casts, Dispatcher door)
{
    private const int Told = 2000;

    internal GlobexSize Size { get; init; } = GlobexSize.Full;

    /// <param name="say">Receives a line wherever there is something to wait for.</param>
    /// <param name="ct">Gives up.</param>
    public async Task Load(Action<string> say, CancellationToken ct)
    {
        var cast = Cast.Acme();
        if (!await IsLoaded(cast.Slug, ct))
        {
            await casts.Load(cast, ct);
        }

        if (!await IsLoaded("globex", ct))
        {
            say("Making the demo company Globex: two years of selling. This happens once.");
            await LoadGlobex(say, ct);
        }
    }

    private async Task<bool> IsLoaded(string slug, CancellationToken ct) =>
        await tenants.Find(slug, ct) is { } tenant && await new DemoSteps(door, tenant.Id).AreDone(ct);

    private async Task LoadGlobex(Action<string> say, CancellationToken ct)
    {
        var tenant = await tenants.Ensure("globex", "Globex", ct);
        var steps = new DemoSteps(door, tenant.Id);
        var told = 0;
        await steps.Run(
            async () =>
            {
                await steps.Send(new SetUpRoles(), ct);
                await GlobexLoader.Load(tenant, Size, steps, (done, all) => told = Tell(say, told, done, all), ct);
            },
            ct);
    }

    private static int Tell(Action<string> say, int told, int done, int all)
    {
        if (done - told < Told && done < all)
        {
            return told;
        }

        say($"  {done} of {all} deals");
        return done;
    }
}
