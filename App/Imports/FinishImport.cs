using CrmLive.Data;
using CrmLive.Shell;
using MediatR;

namespace CrmLive.Imports;

/// <summary>Closes a run.</summary>
[Needs("import.create")]
public sealed record FinishImport(long ImportId) : ICommand<long>;

file sealed class Handler(CrmDb db, TimeProvider clock) : IRequestHandler<FinishImport, long>
{
    public async Task<long> Handle(FinishImport request, CancellationToken cancellationToken)
    {
        var run = await db.Require<ImportRun>(request.ImportId, cancellationToken);
        run.Finish(clock.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return run.Id;
    }
}
