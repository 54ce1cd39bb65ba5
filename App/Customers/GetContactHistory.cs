using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;

namespace CrmLive.Customers;

/// <summary>What happened to a contact, the newest first, with each field before and after.</summary>
/// <param name="Cursor">From the page before.</param>
[Needs("contact.read")]
public sealed record GetContactHistory(long ContactId, string? Cursor = null, int Take = 50) : IQuery<Page<HistoryEntry>>;

file sealed class Rules : AbstractValidator<GetContactHistory>
{
    public Rules() => RuleFor(history => history.Take).PageSize();
}

file sealed class Handler(CrmDb db) : IRequestHandler<GetContactHistory, Page<HistoryEntry>>
{
    public async Task<Page<HistoryEntry>> Handle(GetContactHistory request, CancellationToken cancellationToken) =>
        await RecordHistory.Read(
            db, await db.Require<Contact>(request.ContactId, cancellationToken), request.Cursor, request.Take, cancellationToken);
}
