using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;

namespace CrmLive.Pipeline;

/// <summary>What happened to a deal, the newest first, with each field before and after.</summary>
/// <param name="Cursor">From the page before.</param>
[Needs("opportunity.read")]
public sealed record GetDealHistory(long DealId, string? Cursor = null, int Take = 50) : IQuery<Page<HistoryEntry>>;

file sealed class Rules : AbstractValidator<GetDealHistory>
{
    public Rules() => RuleFor(history => history.Take).PageSize();
}

file sealed class Handler(CrmDb db) : IRequestHandler<GetDealHistory, Page<HistoryEntry>>
{
    public async Task<Page<HistoryEntry>> Handle(GetDealHistory request, CancellationToken cancellationToken) =>
        await RecordHistory.Read(
            db, await db.Require<Deal>(request.DealId, cancellationToken), request.Cursor, request.Take, cancellationToken);
}
