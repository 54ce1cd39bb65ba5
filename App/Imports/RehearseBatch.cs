using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Imports;

/// <summary>Says what <see cref="ImportBatch"/> would say about the same rows, and keeps nothing.</summary>
/// <param name="Rehearsal">What the batches before would have made.</param>
[Needs("import.create")]
public sealed record RehearseBatch(BatchPlan Plan, IReadOnlyList<ImportRow> Rows, Rehearsal Rehearsal) : IQuery<BatchResult>;

/// <summary>The records that a rehearsal would have made, under numbers that no record has.</summary>
public sealed class Rehearsal
{
    private long _last;

    internal Dictionary<(string Table, string SourceId), long> Made { get; } = [];

    internal Dictionary<long, decimal> Prices { get; } = [];

    internal long Next() => --_last;
}

file sealed class Handler(CrmDb db, IdGenerator ids, TimeProvider clock) : IRequestHandler<RehearseBatch, BatchResult>
{
    public Task<BatchResult> Handle(RehearseBatch request, CancellationToken cancellationToken) =>
        new BatchWriter(new ImportDesk(db, ids, request.Plan, clock.GetUtcNow()) { Rehearsal = request.Rehearsal }, importId: 0).Take(request.Rows, cancellationToken);
}
