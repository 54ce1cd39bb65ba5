using CrmLive.Data;
using CrmLive.Live;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Operations.Queue;

/// <summary>Work that was given up, newest first, page by page.</summary>
/// <param name="Kind">Only of this kind.</param>
[Needs("operations.read")]
public sealed record ListDeadWork(string? Kind = null, string? Cursor = null, int Take = 50) : IQuery<Page<DeadRow>>;

/// <param name="Token">With the number it names one time that the item was given up.</param>
public sealed record DeadRow(long Id, long Token, string Kind, string Key, int Attempts, FailureClass Failure, string? Error, DateTimeOffset At);

file sealed class Rules : AbstractValidator<ListDeadWork>
{
    public Rules() => RuleFor(list => list.Take).InclusiveBetween(1, Page<DeadRow>.Most).WithMessage($"A page has 1 to {Page<DeadRow>.Most} rows.");
}

file sealed class Handler(CrmDb db) : IRequestHandler<ListDeadWork, Page<DeadRow>>
{
    public async Task<Page<DeadRow>> Handle(ListDeadWork request, CancellationToken cancellationToken)
    {
        var rows = db.DeadWork.AsNoTracking().Where(dead => request.Kind == null || dead.Kind == request.Kind);
        if (Cursor<DateTimeOffset>.Read(request.Cursor) is { } after)
        {
            var at = after.Value.ToUniversalTime();
            rows = rows.Where(dead => dead.At <= at && (dead.At < at || dead.Id < after.Id));
        }

        var page = await rows.OrderByDescending(dead => dead.At).ThenByDescending(dead => dead.Id)
            .Select(dead => new DeadRow(dead.Id, dead.Token, dead.Kind, dead.Key, dead.Attempts, dead.Failure, dead.Error, dead.At))
            .Take(request.Take + 1).ToListAsync(cancellationToken);
        return Page<DeadRow>.Of(page, request.Take, row => row.At, row => row.Id);
    }
}
