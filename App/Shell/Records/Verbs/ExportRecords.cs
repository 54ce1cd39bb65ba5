using CrmLive.Access;
using MediatR;

namespace CrmLive.Shell;

/// <summary>Notes in the audit that somebody takes records away with them; the rows themselves come from <see cref="ListRecords{T}"/>.</summary>
/// <param name="Reason">What was asked for, as it stands in the address.</param>
[RecordVerb("Export{1}", Permission.Read)]
public sealed record ExportRecords<T>(string? Reason) : ICommand<Unit>, IHasReason
    where T : Entity, IKept;

file sealed class Handler<T> : IRequestHandler<ExportRecords<T>, Unit>
    where T : Entity, IKept
{
    // A command that changes nothing still leaves its entry.
    public Task<Unit> Handle(ExportRecords<T> request, CancellationToken cancellationToken) => Unit.Task;
}
