using CrmLive.Access;
using CrmLive.Pipeline;
using CrmLive.Shell;

namespace CrmLive.Operations.Demo;

/// <summary>Loads the demo tenants into an empty database, through the same door as everybody.</summary>
public sealed class DemoTenants(TenantDirectory tenants, Dispatcher door)
{
    public async Task Load(CancellationToken ct)
    {
        if ((await tenants.All(ct)).Count > 0)
        {
            return;
        }

        var acme = await tenants.Ensure("acme", "Acme", ct);
        await new AcmeCast(door, Caller.Software(acme.Id, "Demo")).Load(ct);
    }
}

/// <summary>The small named cast that demo, tests and browser tests share.</summary>
internal sealed class AcmeCast(Dispatcher door, Caller caller)
{
    public async Task Load(CancellationToken ct)
    {
        await door.Send(caller, new SetUpRoles(), ct);
        var north = await door.Send(caller, new AddTeam("North", "EMEA"), ct);
        var south = await door.Send(caller, new AddTeam("South", "EMEA"), ct);
        await Add("Ada Lovelace", "ada", "rep", north, ct);
        await Add("Ben Okafor", "ben", "rep", south, ct);
        await Add("Mia Tanaka", "mia", "manager", north, ct);
        await Add("Sam Rivera", "sam", "agent", north, ct);
        await Add("Tess Novak", "tess", "steward", south, ct);
        await Add("Vic Moreau", "vic", "viewer", south, ct);
        await Add("Root Admin", "root", "admin", north, ct);
        await door.Send(caller, new AddPipeline("Sales", "EUR",
        [
            new NewStage("Qualified", StageKind.Open, 0.2m),
            new NewStage("Proposal", StageKind.Open, 0.5m),
            new NewStage("Negotiation", StageKind.Open, 0.8m),
            new NewStage("Won", StageKind.Won, 1m),
            new NewStage("Lost", StageKind.Lost, 0m),
        ]), ct);
    }

    private Task<long> Add(string name, string email, string role, long team, CancellationToken ct) =>
        door.Send(caller, new AddUser(name, $"{email}@acme.example", [role], [team]) { IsEvaluation = true }, ct);
}
