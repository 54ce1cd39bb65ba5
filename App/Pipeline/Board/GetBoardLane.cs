using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>Reads on in one column of a board.</summary>
/// <param name="Cursor">From the page before; null for the top of the column.</param>
[Needs("opportunity.read")]
public sealed record GetBoardLane(
    long PipelineId, long StageId, BoardFilter Filter, BoardOrder Order = BoardOrder.Manual, string? Cursor = null, int Take = 100) : IQuery<Page<BoardCard>>;

file sealed class Rules : AbstractValidator<GetBoardLane>
{
    public Rules()
    {
        RuleFor(lane => lane.Filter.Search).SearchText();
        RuleFor(lane => lane.Order).IsInEnum();
        RuleFor(lane => lane.Take).PageSize();
    }
}

file sealed class Handler(CrmDb db, PaceBook paces, TimeProvider clock) : IRequestHandler<GetBoardLane, Page<BoardCard>>
{
    public async Task<Page<BoardCard>> Handle(GetBoardLane request, CancellationToken cancellationToken)
    {
        var deals = BoardDeals.Of(db, request.PipelineId, request.Filter, clock.GetUtcNow()).Where(deal => deal.StageId == request.StageId);
        var cards = await BoardDeals.Cards(db, deals.Ordered(db, request.Order, request.Cursor).Take(request.Take + 1)).ToListAsync(cancellationToken).Judged(db, paces, cancellationToken);
        cards.Sort(request.Order.Compare());
        return cards.Count <= request.Take
            ? new Page<BoardCard>(cards, null)
            : new Page<BoardCard>(cards[..request.Take], request.Order.Behind(cards[request.Take - 1]));
    }
}
