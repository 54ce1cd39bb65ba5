using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;

namespace CrmLive.Customers;

/// <summary>What happened to an account, the newest first, with each field before and after.</summary>
/// <param name="Cursor">From the page before.</param>
[Needs("account.read")]
public sealed record GetAccountHistory(long AccountId, string? Cursor = null, int Take = 50) : IQuery<Page<HistoryEntry>>;

file sealed class Rules : AbstractValidator<GetAccountHistory>
{
    public Rules() => RuleFor(history => history.Take).PageSize();
}

file sealed class Handler(CrmDb db) : IRequestHandler<GetAccountHistory, Page<HistoryEntry>>
{
    public async Task<Page<HistoryEntry>> Handle(GetAccountHistory request, CancellationToken cancellationToken) =>
        await RecordHistory.Read(
            db, await db.Require<Account>(request.AccountId, cancellationToken), request.Cursor, request.Take, cancellationToken);
}
