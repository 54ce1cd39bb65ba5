using CrmLive.Shell;
using MediatR;

namespace CrmLive.Customers;

/// <summary>Notes in the audit that somebody takes products away with them; the rows themselves come from <see cref="ListProducts"/>.</summary>
/// <param name="Reason">What was asked for, as it stands in the address.</param>
[Needs("product.read")]
public sealed record ExportProducts(string? Reason) : ICommand<Unit>, IHasReason;

file sealed class Handler : IRequestHandler<ExportProducts, Unit>
{
    // A command that changes nothing still leaves its entry.
    public Task<Unit> Handle(ExportProducts request, CancellationToken cancellationToken) => Unit.Task;
}
