using CrmLive.Shell;
using MediatR;

namespace CrmLive.Customers;

/// <summary>Notes in the audit that somebody takes accounts away with them; the rows themselves come from <see cref="ListAccounts"/>.</summary>
/// <param name="Reason">What was asked for, as it stands in the address.</param>
[Needs("account.read")]
public sealed record ExportAccounts(string? Reason) : ICommand<Unit>, IHasReason;

file sealed class Handler : IRequestHandler<ExportAccounts, Unit>
{
    // A command that changes nothing still leaves its entry.
    public Task<Unit> Handle(ExportAccounts request, CancellationToken cancellationToken) => Unit.Task;
}
