using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;

namespace CrmLive.Customers;

/// <summary>What happened to a product, the newest first, with each field before and after.</summary>
/// <param name="Cursor">From the page before.</param>
[Needs("product.read")]
public sealed record GetProductHistory(long ProductId, string? Cursor = null, int Take = 50) : IQuery<Page<HistoryEntry>>;

file sealed class Rules : AbstractValidator<GetProductHistory>
{
    public Rules() => RuleFor(history => history.Take).PageSize();
}

file sealed class Handler(CrmDb db) : IRequestHandler<GetProductHistory, Page<HistoryEntry>>
{
    public async Task<Page<HistoryEntry>> Handle(GetProductHistory request, CancellationToken cancellationToken) =>
        await RecordHistory.Read(
            db, await db.Require<Product>(request.ProductId, cancellationToken), request.Cursor, request.Take, cancellationToken);
}
