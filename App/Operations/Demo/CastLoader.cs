using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Operations.Demo;

/// <summary>
/// Loads a cast through the same door as everybody. Every step has an idempotency key and all dates hang on the tenant's first day, so a load
/// that was cut off goes on where it stopped.
/// </summary>
public sealed class CastLoader(TenantDirectory tenants, Dispatcher door)
{
    public async Task<Tenant> Load(Cast cast, CancellationToken ct)
    {
        var tenant = await tenants.Ensure(cast.Slug, cast.Name, ct);
        var steps = new DemoSteps(door, tenant.Id);
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
        return tenant;
    }
}

/// <summary>Sends one command after the other, each under a key of its own: what was done before the program was killed is not done again.</summary>
internal sealed class DemoSteps(Dispatcher door, long tenantId)
{
    private int _sent;

    public Task<T> Send<T>(IRequest<T> command, CancellationToken ct) =>
        door.Send(new Caller(tenantId, null, null, Origin.Worker) { Worker = "Demo", IdempotencyKey = $"demo-{++_sent}" }, command, ct);
}
