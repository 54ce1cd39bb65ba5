using System.CommandLine;
using CrmLive.Operations.Audit;

namespace CrmLive.Cli;

/// <summary><c>crm audit verify</c>.</summary>
internal static class AuditVerbs
{
    public static Command Audit() => Verb.Group("audit", "The record of who did what.",
        Verb.Of("verify", "Recomputes the chains of all tenants, or of one, and compares them with the checkpoints outside the database.", Verify));

    private static async Task<object?> Verify(VerbRun run)
    {
        var verifier = run.Service<AuditVerifier>();
        var tenants = run.Get(VerbRun.Tenant) is null ? await verifier.Tenants(run.Cancelled) : [(await run.FindTenant()).Id];
        var verdicts = new List<AuditVerdict>();
        foreach (var tenant in tenants)
        {
            verdicts.Add(await verifier.Verify(tenant, run.Cancelled));
        }

        run.ExitCode = verdicts.TrueForAll(verdict => verdict.IsWhole) ? 0 : 1;
        return new
        {
            IsWhole = run.ExitCode == 0,
            FirstFault = verdicts.Find(verdict => !verdict.IsWhole)?.Fault,
            Tenants = verdicts.Select(verdict => new
            {
                Tenant = new RecordId(RecordKind.Tenant, verdict.TenantId).ToString(),
                verdict.IsWhole,
                verdict.Sealed,
                verdict.Checkpoints,
                verdict.Fault,
            }),
        };
    }
}
