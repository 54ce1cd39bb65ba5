using CrmLive.Shell;
using MediatR;

namespace CrmLive.Operations.Audit;

/// <summary>Notes that somebody took entries of the audit away with them; the rows themselves come from <see cref="ListAudit"/>.</summary>
/// <param name="Reason">What was asked for, as it stands in the address.</param>
[Needs("audit.read")]
public sealed record ExportAudit(string? Reason) : ICommand<Unit>, IHasReason;

file sealed class Handler : IRequestHandler<ExportAudit, Unit>
{
    // A command that changes nothing still leaves its entry.
    public Task<Unit> Handle(ExportAudit request, CancellationToken cancellationToken) => Unit.Task;
}
