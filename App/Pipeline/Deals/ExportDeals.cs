using CrmLive.Shell;
using MediatR;

namespace CrmLive.Pipeline;

/// <summary>Notes in the audit that somebody takes deals away with them; the rows themselves come from <see cref="ListDeals"/>.</summary>
/// <param name="Reason">What was asked for, as it stands in the address.</param>
[Needs("opportunity.read")]
public sealed record ExportDeals(string? Reason) : ICommand<Unit>, IHasReason;

file sealed class Handler : IRequestHandler<ExportDeals, Unit>
{
    // A command that changes nothing still leaves its entry.
    public Task<Unit> Handle(ExportDeals request, CancellationToken cancellationToken) => Unit.Task;
}
