using CrmLive.Access;

namespace CrmLive.Operations.Demo;

/// <summary>Loads a cast through the same door as everybody. All dates hang on the tenant's first day, so a load that was cut off goes on where it stopped.</summary>
public sealed class CastLoader(TenantDirectory tenants, Shell.Dispatcher door)
{
    public async Task<Tenant> Load(Cast cast, CancellationToken ct)
    {
        var tenant = await tenants.Ensure(cast.Slug, cast.Name, ct);
        var steps = new DemoSteps(door, tenant.Id);
        await steps.Run(() => Load(cast, tenant, steps, ct), ct);
        return tenant;
    }

    private static async Task Load(Cast cast, Tenant tenant, DemoSteps steps, CancellationToken ct)
    {
        await steps.Send(new SetUpRoles(), ct);
        var teams = new Dictionary<string, long>();
        foreach (var team in cast.Teams)
        {
            teams[team.Name] = await steps.Send(new AddTeam(team.Name, team.Region), ct);
        }

        foreach (var user in cast.Users)
        {
            await steps.Send(new AddUser(user.Name, user.Email, [user.Role], [teams[user.Team]]) { IsEvaluation = true }, ct);
        }

        foreach (var pipeline in cast.Pipelines)
        {
            await steps.Send(pipeline.ToRequest(), ct);
        }

        await steps.Send(new LoadScene(cast.ToScene(tenant.CreatedAt)), ct);
        await steps.Send(new LoadScene(cast.LeadsOf(tenant.CreatedAt)), ct);
    }
}
