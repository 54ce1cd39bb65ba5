using CrmLive.Data;
using CrmLive.Shell;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Pipeline;

/// <summary>A pipeline as a board: its open deals and what was closed this month, from the top of each column, and what each stage adds up to.</summary>
/// <param name="Take">Cards of a column at most; <see cref="GetBoardLane"/> reads on.</param>
/// <param name="Further">Columns of which more cards have been read before, by their stage, and how many.</param>
[Needs("opportunity.read")]
public sealed record GetBoard(
    long PipelineId,
    BoardFilter Filter,
    BoardOrder Order = BoardOrder.Manual,
    BoardGrouping Grouping = BoardGrouping.None,
    int Take = GetBoard.Most,
    IReadOnlyDictionary<long, int>? Further = null) : IQuery<Board>
{
    public const int Most = 1_000;
}

/// <param name="IsCut">A column has more cards than were read; the totals count them all.</param>
/// <param name="Groups">Empty where nothing is grouped.</param>
public sealed record Board(IReadOnlyList<BoardCard> Cards, IReadOnlyList<StageTotals> Totals, bool IsCut, IReadOnlyList<GroupTotals> Groups);

file sealed class Rules : AbstractValidator<GetBoard>
{
    public Rules()
    {
        RuleFor(board => board.Filter.Search).SearchText();
        RuleFor(board => board.Order).IsInEnum();
        RuleFor(board => board.Grouping).IsInEnum();
        RuleFor(board => board.Take).InclusiveBetween(1, GetBoard.Most);
        RuleFor(board => board.Further).Must(further => further is null || further.Values.All(take => take is >= 1 and <= GetBoard.Most));
    }
}

file sealed class Handler(CrmDb db, PaceBook paces, TimeProvider clock) : IRequestHandler<GetBoard, Board>
{
    private const int MostStages = 100;

    public async Task<Board> Handle(GetBoard request, CancellationToken cancellationToken)
    {
        var deals = BoardDeals.Of(db, request.PipelineId, request.Filter, clock.GetUtcNow());
        var stages = await db.Stages.Where(stage => stage.PipelineId == request.PipelineId).Select(stage => stage.Id).Take(MostStages).ToListAsync(cancellationToken);
        var totals = await BoardDeals.Totals(db, deals, cancellationToken);
        var columns = stages.Select(stage => deals.Where(deal => deal.StageId == stage).Ordered(db, request.Order, cursor: null).Take(request.Further?.GetValueOrDefault(stage, request.Take) ?? request.Take)).ToList();
        var cards = columns.Count == 0 ? [] : await BoardDeals.Cards(db, columns.Aggregate(Queryable.Concat)).ToListAsync(cancellationToken).Judged(db, paces, cancellationToken);
        var groups = await BoardDeals.Groups(db, deals, request.Grouping, cancellationToken);
        return new Board(cards, totals, totals.Sum(stage => stage.Count) > cards.Count, groups);
    }
}
