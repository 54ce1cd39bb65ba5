using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Operations.Audit;

/// <summary>What is amiss with the checkpoints that guard the audit of this tenant, in a sentence each; none when all is well.</summary>
[Needs("audit.read")]
public sealed record GetAuditAlarms : IQuery<IReadOnlyList<string>>;

file sealed class Handler(CrmDb db, CheckpointLog checkpoints) : IRequestHandler<GetAuditAlarms, IReadOnlyList<string>>
{
    public Task<IReadOnlyList<string>> Handle(GetAuditAlarms request, CancellationToken cancellationToken) =>
        checkpoints.Alarms(db.Work.Actor.TenantId, cancellationToken);
}
