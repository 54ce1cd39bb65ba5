using CrmLive.Data;
using CrmLive.Live;
using CrmLive.Shell;
using FluentValidation;
using MediatR;

namespace CrmLive.Imports;

/// <summary>Takes some rows of one table: all that fit, with what is to be said of them, in one transaction. Rows that are here already change nothing.</summary>
/// <param name="Read">Rows read from the file since the last batch.</param>
/// <param name="Remarks">What the map had to say about them.</param>
[Needs("import.create")]
public sealed record ImportBatch(long ImportId, BatchPlan Plan, int Read, IReadOnlyList<ImportRow> Rows, IReadOnlyList<RowRemark> Remarks) : ICommand<BatchResult>
{
    /// <summary>Where the job goes on after this batch; null where the import is no job.</summary>
    public JobMark? Mark { get; init; }
}

/// <summary>What is the same for all rows of a table.</summary>
/// <param name="Kind">The kind of record that the rows become.</param>
/// <param name="IsLastTry">A row that points at a row of its own table which has not come is refused; before, it waits.</param>
public sealed record BatchPlan(string System, string Table, string File, RecordKind Kind, bool IsLastTry = false)
{
    /// <summary>The fields that the map carries; no other is written. The stage of an opportunity is one.</summary>
    public IReadOnlyCollection<string> Carried { get; init; } = [];

    /// <summary>What the file says wins over what was changed here since the last import.</summary>
    public bool Overwrites { get; init; }

    public PipelineMap? Pipeline { get; init; }

    public DateOnly? Since { get; init; }

    /// <summary>New users may be signed in with one click on a local evaluation.</summary>
    public bool ForEvaluation { get; init; }
}

/// <param name="Waiting">Places in the batch of the rows that wait for another row.</param>
/// <param name="Remarks">What the rules had to say, besides what the map had.</param>
public sealed record BatchResult(int Created, int Updated, int Unchanged, IReadOnlyList<int> Waiting, IReadOnlyList<RowRemark> Remarks)
{
    internal static BatchResult None { get; } = new(0, 0, 0, [], []);
}

file sealed class Rules : AbstractValidator<ImportBatch>
{
    public Rules() => RuleFor(batch => batch.Rows.Count).LessThanOrEqualTo(2000);
}

file sealed class Handler(CrmDb db, IdGenerator ids, TimeProvider clock) : IRequestHandler<ImportBatch, BatchResult>
{
    public async Task<BatchResult> Handle(ImportBatch request, CancellationToken cancellationToken)
    {
        var run = await db.Require<ImportRun>(request.ImportId, cancellationToken);
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(cancellationToken) : null;
        var writer = new BatchWriter(new ImportDesk(db, ids, request.Plan, clock.GetUtcNow()), run.Id);
        var result = await writer.Take(request.Rows, cancellationToken);
        run.Count(request.Read, result.Created, result.Updated, result.Unchanged, request.Remarks.Concat(result.Remarks).Count(remark => remark.Kind == RemarkKind.Refused));
        foreach (var remark in request.Remarks.Concat(result.Remarks))
        {
            db.ImportFaults.Add(new ImportFault(await ids.Next(cancellationToken), run.Id, remark));
        }

        await (request.Mark?.Save(db, cancellationToken) ?? Task.CompletedTask);
        await writer.Save(cancellationToken);
        if (transaction is not null)
        {
            await transaction.CommitAsync(cancellationToken);
        }

        return result;
    }
}
