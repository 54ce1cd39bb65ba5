using CrmLive.Access;
using CrmLive.Shell;

namespace CrmLive.Operations.Demo;

/// <summary>Loads the demo tenants on the first start: the small one before the doors open, the big one while people look around. What was cut off the next start makes good.</summary>
public sealed class DemoTenants(TenantDirectory tenants, CastLoader casts, Dispatcher door)
{
    private const int Told = 2000;

    internal GlobexSize Size { get; init; } = GlobexSize.Full;

    public async Task LoadAcme(CancellationToken ct)
    {
        var cast = Cast.Acme();
        if (!await IsLoaded(cast.Slug, ct))
        {
            await casts.Load(cast, ct);
        }
    }

    /// <param name="say">Receives a line wherever there is something to wait for.</param>
    /// <param name="ct">Gives up; the next call goes on from there.</param>
    public async Task LoadGlobex(Action<string> say, CancellationToken ct)
    {
        if (!await IsLoaded("globex", ct))
        {
            say("Making the demo company Globex: two years of selling. This happens once; Acme is ready meanwhile.");
            await MakeGlobex(say, ct);
            say("Globex is ready: sign in anew to see it.");
        }
    }

    private async Task<bool> IsLoaded(string slug, CancellationToken ct) =>
        await tenants.Find(slug, ct) is { } tenant && await new DemoSteps(door, tenant.Id).AreDone(ct);

    private async Task MakeGlobex(Action<string> say, CancellationToken ct)
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
