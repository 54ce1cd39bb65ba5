using CrmLive.Customers;
using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>A pipeline as a board: every open deal, what was closed this month, and what each stage adds up to.</summary>
[Needs("opportunity.read")]
public sealed record GetBoard(long PipelineId, BoardFilter Filter) : IQuery<Board>;

/// <param name="IsCut">There are more cards than a board can show; the totals count them all.</param>
public sealed record Board(IReadOnlyList<BoardCard> Cards, IReadOnlyList<StageTotals> Totals, bool IsCut);

file sealed class Rules : AbstractValidator<GetBoard>
{
    public Rules() => RuleFor(board => board.Filter.Search).SearchText();
}

file sealed class Handler(CrmDb db, TimeProvider clock) : IRequestHandler<GetBoard, Board>
{
    private const int Most = 10_000;

    public async Task<Board> Handle(GetBoard request, CancellationToken cancellationToken)
    {
        var deals = BoardDeals.Of(db, request.PipelineId, request.Filter, clock.GetUtcNow());
        var cards = await BoardDeals.Cards(db, deals.OrderByDescending(deal => deal.StageSince).Take(Most)).ToListAsync(cancellationToken);
        var totals = await BoardDeals.Totals(db, deals, cancellationToken);
        return new Board(cards, totals, cards.Count == Most);
    }
}
