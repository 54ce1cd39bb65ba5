using CrmLive.Data;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Imports;

/// <summary>What a run had to say so far, as far as the database keeps it.</summary>
[Needs("import.read")]
public sealed record GetImportRemarks(long ImportId) : IQuery<IReadOnlyList<RowRemark>>;

file sealed class Handler(CrmDb db) : IRequestHandler<GetImportRemarks, IReadOnlyList<RowRemark>>
{
    public async Task<IReadOnlyList<RowRemark>> Handle(GetImportRemarks request, CancellationToken cancellationToken) =>
        await db.ImportFaults.Where(fault => fault.ImportId == request.ImportId).OrderBy(fault => fault.Id).Take(ImportLedger.Kept)
            .Select(fault => new RowRemark(fault.Kind, fault.File, fault.Line, fault.Code, fault.Message)).ToListAsync(cancellationToken);
}
