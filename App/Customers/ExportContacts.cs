using CrmLive.Shell;
using MediatR;

namespace CrmLive.Customers;

/// <summary>Notes in the audit that somebody takes contacts away with them; the rows themselves come from <see cref="ListContacts"/>.</summary>
/// <param name="Reason">What was asked for, as it stands in the address.</param>
[Needs("contact.read")]
public sealed record ExportContacts(string? Reason) : ICommand<Unit>, IHasReason;

file sealed class Handler : IRequestHandler<ExportContacts, Unit>
{
    // A command that changes nothing still leaves its entry.
    public Task<Unit> Handle(ExportContacts request, CancellationToken cancellationToken) => Unit.Task;
}
