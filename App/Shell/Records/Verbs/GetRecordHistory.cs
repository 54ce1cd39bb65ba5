using CrmLive.Access;
using CrmLive.Data;
using FluentValidation;
using MediatR;

namespace CrmLive.Shell;

/// <summary>What happened to a record, the newest first, with each field before and after.</summary>
/// <param name="Cursor">From the page before.</param>
[RecordVerb("Get{0}History", Permission.Read)]
public sealed record GetRecordHistory<T>(long Id, string? Cursor = null, int Take = 50) : IQuery<Page<HistoryEntry>>
    where T : Entity, IKept;

file sealed class Rules<T> : AbstractValidator<GetRecordHistory<T>>
    where T : Entity, IKept
{
    public Rules() => RuleFor(history => history.Take).PageSize();
}

file sealed class Handler<T>(CrmDb db) : IRequestHandler<GetRecordHistory<T>, Page<HistoryEntry>>
    where T : Entity, IKept
{
    public async Task<Page<HistoryEntry>> Handle(GetRecordHistory<T> request, CancellationToken cancellationToken) =>
        await RecordHistory.Read(db, await db.Require<T>(request.Id, cancellationToken), request.Cursor, request.Take, cancellationToken);
}
